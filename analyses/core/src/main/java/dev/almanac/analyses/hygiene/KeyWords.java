package dev.almanac.analyses.hygiene;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The words of a key: {@code dataVersion}, {@code data_version} and {@code data/version} alike. */
final class KeyWords {

  private static final Pattern WORD_ENDS =
      Pattern.compile("[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})");

  private final Set<String> words = new TreeSet<>();

  private KeyWords() {}

  static KeyWords of(String key) {
    KeyWords found = new KeyWords();
    for (String word : WORD_ENDS.split(key)) {
      if (!word.isEmpty()) {
        found.words.add(word.toLowerCase(Locale.ROOT));
      }
    }
    return found;
  }

  boolean hasAny(Set<String> wanted) {
    return words.stream().anyMatch(wanted::contains);
  }
}
