package dev.almanac.analyses.trend;

import dev.almanac.analyses.convergence.TheilSen;
import dev.almanac.analyses.statistics.Quantiles;
import dev.almanac.analyses.statistics.Ranks;
import java.util.Arrays;

/**
 * The test for a monotone trend of Mann (Econometrica 13, 1945) and Kendall, with ties.
 *
 * @param score Kendall's S: pairs that rise less pairs that fall
 * @param variance of the score without a trend
 * @param tau score by number of pairs, -1 to 1
 * @param z the score, one nearer to 0 for continuity, by its sd; 0 if the variance is 0
 * @param p two-sided probability of such a z without a trend
 */
public record MannKendall(double score, double variance, double tau, double z, double p) {

  /** Quantile .975 of the standard normal distribution. */
  private static final double Z_95 = 1.959963984540054;

  /**
   * Tests a series as if its values were independent.
   *
   * @param values finite values, at least 3
   */
  public static MannKendall of(double[] values) {
    return of(values, variance(values));
  }

  /**
   * Tests a series with the variance that Hamed and Rao ("A modified Mann-Kendall trend test for
   * autocorrelated data", Journal of Hydrology 204, 1998) correct by the significant (5 %)
   * autocorrelations of the ranks about the Theil-Sen line.
   *
   * @param values finite values, at least 3
   * @param lags how many lags to look at, less than the number of values
   */
  public static MannKendall hamedRao(double[] values, int lags) {
    return of(values, variance(values) * inflation(values, lags));
  }

  private static MannKendall of(double[] values, double variance) {
    if (values.length < 3) {
      throw new IllegalArgumentException("Cannot test " + values.length + " values for a trend");
    }
    double score = 0;
    for (int first = 0; first < values.length; first++) {
      for (int second = first + 1; second < values.length; second++) {
        score += Math.signum(values[second] - values[first]);
      }
    }
    double pairs = values.length * (values.length - 1) / 2.0;
    double z = variance > 0 ? (score - Math.signum(score)) / Math.sqrt(variance) : 0;
    return new MannKendall(score, variance, score / pairs, z, Quantiles.twoSidedNormal(z));
  }

  private static double variance(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double sum = term(values.length);
    int from = 0;
    for (int index = 1; index <= sorted.length; index++) {
      if (index == sorted.length || sorted[index] != sorted[from]) {
        sum -= term(index - from);
        from = index;
      }
    }
    return sum / 18;
  }

  private static double term(double count) {
    return count * (count - 1) * (2 * count + 5);
  }

  /** Returns n/n* of the paper; 1 where the sum of the correlations would make it negative. */
  private static double inflation(double[] values, int lags) {
    int count = values.length;
    double[] position = new double[count];
    for (int index = 0; index < count; index++) {
      position[index] = index;
    }
    double slope = TheilSen.fit(position, values).slope();
    double[] rest = new double[count];
    for (int index = 0; index < count; index++) {
      rest[index] = values[index] - (index + 1) * slope;
    }
    double[] ranks = Ranks.of(rest);
    double mean = (count + 1) / 2.0;
    double whole = product(ranks, mean, 0);
    if (whole == 0) {
      return 1;
    }
    double sum = 0;
    for (int lag = 1; lag <= Math.min(lags, count - 1); lag++) {
      double correlation = product(ranks, mean, lag) / whole;
      if (Math.abs(correlation) > Z_95 / Math.sqrt(count)) {
        sum += (count - lag) * (count - lag - 1.0) * (count - lag - 2.0) * correlation;
      }
    }
    double inflation = 1 + 2 * sum / (count * (count - 1.0) * (count - 2.0));
    return inflation > 0 ? inflation : 1;
  }

  private static double product(double[] ranks, double mean, int lag) {
    double sum = 0;
    for (int index = lag; index < ranks.length; index++) {
      sum += (ranks[index] - mean) * (ranks[index - lag] - mean);
    }
    return sum;
  }
}
