package dev.almanac.analyses.trend;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Adjusts probabilities for the number of tests, so that of the adjusted ones below 5 % at most 5 %
 * are expected to be false: Benjamini and Hochberg, "Controlling the false discovery rate", JRSS B
 * 57 (1995).
 */
final class FalseDiscovery {

  private FalseDiscovery() {}

  /**
   * Returns the adjusted probabilities in the order of the given ones.
   *
   * @param p probabilities, without NaN
   * @param tests how many tests there were, those with nothing to report included
   */
  static double[] adjust(double[] p, int tests) {
    Integer[] order = new Integer[p.length];
    Arrays.setAll(order, index -> index);
    Arrays.sort(order, Comparator.comparingDouble(index -> p[index]));
    double[] adjusted = new double[p.length];
    double least = 1;
    for (int rank = p.length; rank >= 1; rank--) {
      int index = order[rank - 1];
      least = Math.min(least, p[index] * Math.max(tests, p.length) / rank);
      adjusted[index] = least;
    }
    return adjusted;
  }
}
