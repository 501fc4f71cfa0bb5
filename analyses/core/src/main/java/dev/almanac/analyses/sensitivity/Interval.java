package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.statistics.OrderStatistics;
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

  /**
   * What a model leaves out of a share, or adds to it, whatever the number of runs: a basis rounds
   * cliffs off and cuts pairs short. The error has a floor of .005 (analyses.md §9.1), and small
   * shares are more often missed than invented; with these two, nominal 90 % intervals held 88 % of
   * the time at 200 runs and 90 % at 1,000 ({@code AccuracyStudy} in bench), without 85 % and 82 %.
   */
  private static final double SHARE_MISSED = 0.005;

  private static final double SHARE_INVENTED = 0.002;

  /** Summarise draws of a share of variance, and allow for what the model itself gets wrong. */
  static Interval ofShare(double[] draws) {
    Interval drawn = of(draws);
    return new Interval(
        drawn.mean,
        Math.max(0, drawn.low - SHARE_INVENTED),
        Math.max(drawn.high, Math.min(1, drawn.high + SHARE_MISSED)));
  }

  /** Summarise draws. */
  static Interval of(double[] draws) {
    double[] sorted = draws.clone();
    Arrays.sort(sorted);
    return new Interval(
        Arrays.stream(draws).sum() / draws.length,
        OrderStatistics.quantile(sorted, TAIL),
        OrderStatistics.quantile(sorted, 1 - TAIL));
  }
}
