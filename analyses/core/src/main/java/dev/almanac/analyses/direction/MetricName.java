package dev.almanac.analyses.direction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A metric's key, read as words.
 *
 * <p>Words end at every character that is neither letter nor digit, and where camel case turns, but
 * not inside a known abbreviation: {@code val/meanIoU} is val, mean, iou.
 *
 * @param key as logged
 * @param words in lower case, in order
 * @param role the data that the name speaks of
 * @param stem the words without those of the role and of the logging interval: what is measured
 */
public record MetricName(String key, List<String> words, SplitRole role, String stem) {

  private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern CAMEL =
      Pattern.compile("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

  /** Lightning appends these when it logs a metric both by step and by epoch. */
  private static final Set<String> INTERVAL_WORDS = Set.of("epoch", "step");

  /** Words of hardware metrics, as MLflow, W&B and psutil spell them. */
  private static final Set<String> HARDWARE_WORDS =
      Set.of(
          "system",
          "gpu",
          "cpu",
          "memory",
          "ram",
          "disk",
          "network",
          "power",
          "watts",
          "vram",
          "utilization");

  /** Copies the words. */
  public MetricName {
    words = List.copyOf(words);
  }

  /** Reads a key. */
  public static MetricName of(String key) {
    List<String> words = new ArrayList<>();
    for (String piece : SEPARATORS.split(key)) {
      if (!piece.isEmpty()) {
        addWords(piece, words);
      }
    }
    List<String> measured = new ArrayList<>();
    SplitRole role = SplitRole.UNMARKED;
    for (String word : words) {
      Optional<SplitRole> named = SplitRole.ofWord(word);
      if (named.isPresent() && role == SplitRole.UNMARKED) {
        role = named.get();
      } else if (!INTERVAL_WORDS.contains(word)) {
        measured.add(word);
      }
    }
    return new MetricName(key, words, role, String.join(" ", measured));
  }

  /** Tells whether the name speaks of the machine instead of the model. */
  public boolean describesHardware() {
    return words.stream().anyMatch(HARDWARE_WORDS::contains);
  }

  private static void addWords(String piece, List<String> words) {
    String whole = piece.toLowerCase(Locale.ROOT);
    if (isKnown(whole)) {
      words.add(whole);
      return;
    }
    String[] parts = CAMEL.split(piece);
    int from = 0;
    while (from < parts.length) {
      int to = longestKnown(parts, from);
      words.add(joined(parts, from, to));
      from = to;
    }
  }

  private static int longestKnown(String[] parts, int from) {
    for (int to = parts.length; to > from + 1; to--) {
      if (isKnown(joined(parts, from, to))) {
        return to;
      }
    }
    return from + 1;
  }

  private static String joined(String[] parts, int from, int to) {
    return String.join("", List.of(parts).subList(from, to)).toLowerCase(Locale.ROOT);
  }

  private static boolean isKnown(String word) {
    return SplitRole.ofWord(word).isPresent() || NameWords.isListed(word);
  }
}
