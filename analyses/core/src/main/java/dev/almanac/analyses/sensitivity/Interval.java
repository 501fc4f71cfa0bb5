package dev.almanac.analyses.sensitivity;

import java.util.Arrays;

/**
 * A mean and the central 90 % of equally likely draws.
 *
 * @param mean average of the draws
 * @param low 5 % quantile
 * @param high 95 % quantile
 */
record Interval(double mean, double low, double high) {
  private static final double TAIL = 0.05;

  /** Summarise draws. */
  static Interval of(double[] draws) {
    double[] sorted = draws.clone();
    Arrays.sort(sorted);
    return new Interval(
        Arrays.stream(draws).sum() / draws.length,
        Ranks.quantile(sorted, TAIL),
        Ranks.quantile(sorted, 1 - TAIL));
  }
}
