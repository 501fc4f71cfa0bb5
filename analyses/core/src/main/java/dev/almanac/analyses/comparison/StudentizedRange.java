package dev.almanac.analyses.comparison;

import dev.almanac.analyses.statistics.SpecialFunctions;

/** The range of k standard normal numbers: what Nemenyi's test measures mean ranks by. */
final class StudentizedRange {

  /** Beyond it the normal density is below 1e-18. */
  private static final double REACH = 9;

  /** The integrand is analytic and vanishes at both ends, so equal steps err by far below 1e-12. */
  private static final double STEP = 0.05;

  private static final int BISECTIONS = 200;

  private StudentizedRange() {}

  /**
   * Returns the probability that the range is at most a value: {@code k∫φ(z)(Φ(z)-Φ(z-q))^(k-1)}.
   */
  static double probability(double range, int k) {
    if (!(range > 0)) {
      return 0;
    }
    double sum = 0;
    int steps = (int) Math.round(2 * REACH / STEP);
    for (int step = 0; step <= steps; step++) {
      double z = -REACH + step * STEP;
      double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
      sum += density * Math.pow(normal(z) - normal(z - range), k - 1);
    }
    return Math.min(1, k * sum * STEP);
  }

  /** Returns the range that is exceeded with a probability. */
  static double exceededBy(double probability, int k) {
    double low = 0;
    double high = 1;
    while (1 - probability(high, k) > probability) {
      high *= 2;
    }
    for (int step = 0; step < BISECTIONS; step++) {
      double middle = low + (high - low) / 2;
      if (middle == low || middle == high) {
        break;
      }
      if (1 - probability(middle, k) > probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low + (high - low) / 2;
  }

  private static double normal(double z) {
    double half = SpecialFunctions.gammaP(0.5, z * z / 2) / 2;
    return z < 0 ? 0.5 - half : 0.5 + half;
  }
}
