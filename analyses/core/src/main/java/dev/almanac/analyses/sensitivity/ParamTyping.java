package dev.almanac.analyses.sensitivity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Read the text that runs logged for one param into a column: number, whole number, true or false,
 * or one of a few texts, and the space it was searched in.
 *
 * <p>Trackers keep params as text, so {@code 1e-3} and {@code 0.001} are one value, {@code None} is
 * a param that is not there, and a column of numbers with one word in it is a set of choices.
 */
public final class ParamTyping {
  /** Up to so many different texts are always choices. */
  static final int FEW_TEXTS = 20;

  /** More different texts than this are never choices. */
  static final int MANY_TEXTS = 100;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Set<String> MISSING = Set.of("", "none", "null", "nan", "n/a");
  private static final Set<String> SEED_NAMES =
      Set.of("seed", "random_seed", "random_state", "rng_seed", "manual_seed", "global_seed");

  private ParamTyping() {}

  /** The outcome of reading one param: a column, or the reason why there is none. */
  public sealed interface Typing {}

  /**
   * A param that varies.
   *
   * @param column its values
   */
  public record Varying(ParamColumn column) implements Typing {}

  /**
   * A param that cannot be analysed.
   *
   * @param exclusion why
   */
  public record LeftOut(Exclusion exclusion) implements Typing {}

  /**
   * Read a param, inferring its space from the values.
   *
   * @param key the param's name
   * @param texts what each run logged; null when it logged nothing
   */
  public static Typing infer(String key, List<? extends @Nullable String> texts) {
    return read(key, texts, Optional.empty());
  }

  /**
   * Read a param whose space the sweep declared. Values outside the space widen it (and make it
   * inferred); text where numbers were declared falls back to inference.
   *
   * @param key the param's name
   * @param texts what each run logged; null when it logged nothing
   * @param space the declaration
   */
  public static Typing declared(
      String key, List<? extends @Nullable String> texts, DeclaredSpace space) {
    return read(key, texts, Optional.of(space));
  }

  /** Tell whether a param names the seed of a run, which repeats a configuration. */
  public static boolean isSeed(String key) {
    String last = key.substring(Math.max(key.lastIndexOf('.'), key.lastIndexOf('/')) + 1);
    return SEED_NAMES.contains(last.toLowerCase(Locale.ROOT));
  }

  /** Return the one spelling of a value: numbers and booleans alike however they were written. */
  public static String normalise(String text) {
    String trimmed = SPACES.matcher(text.strip()).replaceAll(" ");
    if (NUMBER.matcher(trimmed).matches()) {
      double number = Double.parseDouble(trimmed);
      boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
      return whole ? Long.toString((long) number) : Double.toString(number);
    }
    if (trimmed.equalsIgnoreCase("true")) {
      return "True";
    }
    return trimmed.equalsIgnoreCase("false") ? "False" : trimmed;
  }

  private static Typing read(
      String key, List<? extends @Nullable String> texts, Optional<DeclaredSpace> declared) {
    if (isSeed(key)) {
      return leftOut(
          key, "seed", "tells repeats of a configuration apart, is not a choice", texts.size());
    }
    String[] words = new String[texts.size()];
    Map<String, Integer> distinct = new LinkedHashMap<>();
    int present = 0;
    for (int run = 0; run < words.length; run++) {
      String text = texts.get(run);
      words[run] = text == null || isMissing(text) ? "" : normalise(text);
      if (!words[run].isEmpty()) {
        distinct.merge(words[run], 1, Integer::sum);
        present++;
      }
    }
    if (present == 0) {
      return leftOut(key, "param_missing", "no run has a value", words.length);
    }
    if (distinct.size() == 1 && present == words.length) {
      String only = distinct.keySet().iterator().next();
      return leftOut(key, "param_constant", "every run has " + shorten(only), present);
    }
    if (distinct.keySet().stream().allMatch(ParamTyping::isFiniteNumber)) {
      return new Varying(numeric(key, words, declared));
    }
    return choices(key, words, new ArrayList<>(distinct.keySet()), declared);
  }

  private static boolean isMissing(String text) {
    return MISSING.contains(text.strip().toLowerCase(Locale.ROOT));
  }

  private static boolean isFiniteNumber(String word) {
    return NUMBER.matcher(word).matches() && Double.isFinite(Double.parseDouble(word));
  }

  private static ParamColumn numeric(String key, String[] words, Optional<DeclaredSpace> declared) {
    double[] values = new double[words.length];
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    boolean whole = true;
    for (int run = 0; run < words.length; run++) {
      values[run] = words[run].isEmpty() ? Double.NaN : Double.parseDouble(words[run]);
      if (!Double.isNaN(values[run])) {
        low = Math.min(low, values[run]);
        high = Math.max(high, values[run]);
        whole &= values[run] == Math.rint(values[run]) && Math.abs(values[run]) < 1e15;
      }
    }
    if (declared.isPresent() && declared.get().type().isNumeric()) {
      DeclaredSpace space = declared.get();
      if (space.low() <= low
          && space.high() >= high
          && (whole || space.type() == ValueType.FLOAT)) {
        return ParamColumn.of(key, space, SpaceOrigin.DECLARED, values);
      }
    }
    double[] present = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    Scale scale = ScaleGuess.of(key, present);
    ValueType type = whole ? ValueType.INT : ValueType.FLOAT;
    return ParamColumn.of(
        key, DeclaredSpace.range(type, scale, low, high), SpaceOrigin.INFERRED, values);
  }

  private static Typing choices(
      String key, String[] words, List<String> seen, Optional<DeclaredSpace> declared) {
    int many = Math.min(MANY_TEXTS, Math.max(FEW_TEXTS, words.length / 5));
    if (seen.size() > many) {
      return leftOut(
          key,
          "too_many_values",
          seen.size()
              + " different texts in "
              + words.length
              + " runs, such as "
              + shorten(seen.get(0)),
          seen.size());
    }
    boolean yesNo = Set.of("True", "False").containsAll(seen);
    List<String> all = new ArrayList<>(seen);
    SpaceOrigin origin = SpaceOrigin.INFERRED;
    if (declared.isPresent()) {
      List<String> named =
          declared.get().choices().stream().map(ParamTyping::normalise).distinct().toList();
      if (named.containsAll(seen)) {
        all = new ArrayList<>(named);
        origin = SpaceOrigin.DECLARED;
      }
    }
    all.sort(null);
    double[] values = new double[words.length];
    for (int run = 0; run < words.length; run++) {
      values[run] = words[run].isEmpty() ? Double.NaN : all.indexOf(words[run]);
    }
    ValueType type = yesNo ? ValueType.BOOL : ValueType.CATEGORICAL;
    DeclaredSpace space = new DeclaredSpace(type, Scale.LINEAR, Double.NaN, Double.NaN, all);
    return new Varying(ParamColumn.of(key, space, origin, values));
  }

  private static LeftOut leftOut(String key, String reason, String detail, int count) {
    return new LeftOut(new Exclusion(key, reason, detail, count));
  }

  private static String shorten(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
