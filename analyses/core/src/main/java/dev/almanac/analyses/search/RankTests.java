package dev.almanac.analyses.search;

import dev.almanac.analyses.statistics.Ranks;
import dev.almanac.analyses.statistics.SpecialFunctions;

/** Tests that look at the order of numbers alone. */
public final class RankTests {
  private RankTests() {}

  /**
   * An effect and how easily chance would show as much.
   *
   * @param effect −1 to 1; NaN if nothing can be said
   * @param p two-sided; NaN if nothing can be said
   */
  public record Finding(double effect, double p) {
    static final Finding NONE = new Finding(Double.NaN, Double.NaN);
  }

  /**
   * Return Spearman's correlation of numbers with their place, with the p-value of Student's t on n
   * − 2 degrees of freedom.
   *
   * @param least fewer numbers say nothing
   */
  static Finding trend(double[] values, int least) {
    int n = values.length;
    double[] place = new double[n];
    boolean varies = false;
    for (int i = 0; i < n; i++) {
      place[i] = i;
      varies |= values[i] != values[0];
    }
    if (n < least || !varies) {
      return Finding.NONE;
    }
    double rho = Math.max(-1, Math.min(1, Ranks.correlation(values, place)));
    double p = 1 - rho * rho <= 0 ? 0 : SpecialFunctions.betaI(1 - rho * rho, (n - 2) / 2.0, 0.5);
    return new Finding(rho, p);
  }

  /**
   * Compare some numbers with others by Mann and Whitney's test, corrected for ties and continuity;
   * the effect is Cliff's delta, the probability that one of the first is above one of the others,
   * less that of the reverse.
   */
  public static Finding difference(double[] some, double[] others, int least) {
    int n = some.length;
    int m = others.length;
    if (n < least || m < least) {
      return Finding.NONE;
    }
    double[] all = new double[n + m];
    System.arraycopy(some, 0, all, 0, n);
    System.arraycopy(others, 0, all, n, m);
    double[] ranks = Ranks.of(all);
    double mean = (n + m + 1) / 2.0;
    double sum = 0;
    double spread = 0;
    for (int i = 0; i < ranks.length; i++) {
      sum += i < n ? ranks[i] - mean : 0;
      spread += (ranks[i] - mean) * (ranks[i] - mean);
    }
    if (spread == 0) {
      return Finding.NONE;
    }
    // Variance of the rank sum with ties: nm / (N(N − 1)) Σ (r − r̄)².
    double variance = (double) n * m / (n + m) / (n + m - 1) * spread;
    double z = Math.max(0, Math.abs(sum) - 0.5) / Math.sqrt(variance);
    double delta = Math.max(-1, Math.min(1, 2 * sum / ((double) n * m)));
    return new Finding(delta, twoSided(z));
  }

  /** Probability of a normal number at least this far from 0. */
  private static double twoSided(double z) {
    return Math.max(0, 1 - SpecialFunctions.gammaP(0.5, z * z / 2));
  }
}
