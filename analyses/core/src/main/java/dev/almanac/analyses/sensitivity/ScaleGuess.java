package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Guess the axis on which an undeclared numeric param was searched. A hundredfold positive range
 * says "log", but many uniform draws near 0 span one too: unless the name is of a kind that is
 * searched by magnitude, such a param is linear when half its values lie in the middle of the
 * linear range and not of the log one.
 */
final class ScaleGuess {
  /** Ratio of largest to smallest from which an axis may be logarithmic. */
  private static final double LEAST_RATIO = 100;

  private static final double MIDDLE_LOW = 0.3;
  private static final double MIDDLE_HIGH = 0.7;
  private static final double LOG_TOP = 0.75;

  private static final Pattern SEPARATORS = Pattern.compile("[^a-z0-9]+");

  /** Words of names whose values are searched by magnitude. */
  private static final Set<String> MAGNITUDES =
      Set.of(
          "lr",
          "rate",
          "decay",
          "wd",
          "alpha",
          "lambda",
          "l1",
          "l2",
          "reg",
          "eps",
          "epsilon",
          "gamma",
          "c",
          "tol",
          "tolerance",
          "penalty");

  /** Words that take that back: the rate of a dropout is a share. */
  private static final Set<String> SHARES = Set.of("dropout", "drop", "sample", "subsample");

  private ScaleGuess() {}

  /**
   * Guess the axis.
   *
   * @param key the param's name
   * @param values at least one finite value
   */
  static Scale of(String key, double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double low = sorted[0];
    double high = sorted[sorted.length - 1];
    if (!(low > 0) || high / low < LEAST_RATIO) {
      return Scale.LINEAR;
    }
    if (isMagnitude(key)) {
      return Scale.LOG;
    }
    double median = OrderStatistics.quantile(sorted, 0.5);
    double linear = (median - low) / (high - low);
    double log = Math.log(median / low) / Math.log(high / low);
    boolean evenOnLinear = linear > MIDDLE_LOW && linear < MIDDLE_HIGH && log > LOG_TOP;
    return evenOnLinear ? Scale.LINEAR : Scale.LOG;
  }

  private static boolean isMagnitude(String key) {
    boolean magnitude = false;
    for (String word : SEPARATORS.split(key.toLowerCase(Locale.ROOT))) {
      if (SHARES.contains(word)) {
        return false;
      }
      magnitude |= MAGNITUDES.contains(word);
    }
    return magnitude;
  }
}
