package dev.almanac.analyses.pooling;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a param in words: {@code optimizer.lr} is {@code learning rate} below {@code
 * optimizer}.
 *
 * @param prefix the words before the last dot or slash, without those that say nothing
 * @param words the words of the last part, with common abbreviations written out
 */
record ParamName(List<String> prefix, List<String> words) {

  private static final Pattern PARTS = Pattern.compile("[./]");
  private static final Pattern WORD_ENDS =
      Pattern.compile("[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})");

  /** What experimenters write for what. */
  private static final Map<String, List<String>> WRITTEN_OUT =
      Map.ofEntries(
          Map.entry("lr", List.of("learning", "rate")),
          Map.entry("learningrate", List.of("learning", "rate")),
          Map.entry("eta", List.of("learning", "rate")),
          Map.entry("wd", List.of("weight", "decay")),
          Map.entry("weightdecay", List.of("weight", "decay")),
          Map.entry("bs", List.of("batch", "size")),
          Map.entry("batchsize", List.of("batch", "size")),
          Map.entry("mom", List.of("momentum")),
          Map.entry("drop", List.of("dropout")),
          Map.entry("optim", List.of("optimizer")),
          Map.entry("opt", List.of("optimizer")),
          Map.entry("optimiser", List.of("optimizer")),
          Map.entry("act", List.of("activation")),
          Map.entry("arch", List.of("architecture")),
          Map.entry("eps", List.of("epsilon")),
          Map.entry("reg", List.of("regularization")),
          Map.entry("dim", List.of("size")),
          Map.entry("num", List.of("n")),
          Map.entry("number", List.of("n")),
          Map.entry("nb", List.of("n")),
          Map.entry("max", List.of("max")),
          Map.entry("maximum", List.of("max")),
          Map.entry("min", List.of("min")),
          Map.entry("minimum", List.of("min")));

  /** Folders of configurations, which say nothing of the param. */
  private static final Set<String> NEUTRAL =
      Set.of(
          "optimizer",
          "optim",
          "opt",
          "train",
          "training",
          "trainer",
          "params",
          "param",
          "hparams",
          "hyperparameters",
          "hp",
          "config",
          "cfg",
          "args",
          "model",
          "settings",
          "options",
          "kwargs");

  /** Words at the end of a name that say as little. */
  private static final Set<String> FILLERS = Set.of("rate", "value", "size", "prob", "probability");

  static ParamName of(String key) {
    String[] parts = PARTS.split(key);
    List<String> prefix = new ArrayList<>();
    for (int index = 0; index < parts.length - 1; index++) {
      for (String word : words(parts[index])) {
        if (!NEUTRAL.contains(word)) {
          prefix.add(word);
        }
      }
    }
    return new ParamName(prefix, parts.length == 0 ? List.of() : words(parts[parts.length - 1]));
  }

  private static List<String> words(String part) {
    List<String> words = new ArrayList<>();
    for (String word : WORD_ENDS.split(part)) {
      String lower = word.toLowerCase(Locale.ROOT);
      if (!lower.isEmpty()) {
        words.addAll(WRITTEN_OUT.getOrDefault(lower, List.of(lower)));
      }
    }
    return words;
  }

  /** Returns how alike two names are, 0 to 1; 1 if only spelling and folders differ. */
  double likeness(ParamName other) {
    double alike = wordLikeness(words, other.words);
    if (prefix.equals(other.prefix)) {
      return alike;
    }
    // One of encoder.lr and lr may be the general case of the other; encoder.lr and decoder.lr not.
    boolean oneIsBare = prefix.isEmpty() || other.prefix.isEmpty();
    return alike * (oneIsBare ? 0.75 : 0.5);
  }

  private static double wordLikeness(List<String> a, List<String> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return 0;
    }
    if (a.equals(b)) {
      return 1;
    }
    if (withoutFillers(a).equals(withoutFillers(b)) && !withoutFillers(a).isEmpty()) {
      return 0.9;
    }
    String left = String.join("", a);
    String right = String.join("", b);
    if (left.equals(right)) {
      return 1;
    }
    int longest = Math.max(left.length(), right.length());
    double kept = 1 - (double) edits(left, right) / longest;
    // Short names differ in a letter and mean something else: beta1 and beta2.
    boolean digitsDiffer = !left.replaceAll("\\D", "").equals(right.replaceAll("\\D", ""));
    return longest < 6 || digitsDiffer ? 0 : 0.9 * kept;
  }

  private static List<String> withoutFillers(List<String> words) {
    return words.stream().filter(word -> !FILLERS.contains(word)).toList();
  }

  /** Returns the number of letters to put in, take out or change (Levenshtein). */
  private static int edits(String a, String b) {
    int[] costs = new int[b.length() + 1];
    for (int column = 0; column <= b.length(); column++) {
      costs[column] = column;
    }
    for (int row = 1; row <= a.length(); row++) {
      int diagonal = costs[0];
      costs[0] = row;
      for (int column = 1; column <= b.length(); column++) {
        int changed = diagonal + (a.charAt(row - 1) == b.charAt(column - 1) ? 0 : 1);
        diagonal = costs[column];
        costs[column] = Math.min(changed, 1 + Math.min(costs[column], costs[column - 1]));
      }
    }
    return costs[b.length()];
  }
}
