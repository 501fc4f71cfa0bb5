package dev.almanac.analyses.comparison;

import java.util.Arrays;

/**
 * The scale of one task: 1 is its best run, 0 the 5 % quantile of its runs. Runs below score 0, so
 * that one that went wrong does not press all others together at the top.
 *
 * @param zero outcome that scores 0
 * @param one outcome that scores 1
 */
record TaskScale(double zero, double one) {

  private static final double WORST = 0.05;

  /** Takes the scale from all outcomes on the task, higher being better. */
  static TaskScale of(double[] outcomes) {
    double[] sorted = Arrays.stream(outcomes).filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0) {
      return new TaskScale(0, 0);
    }
    double at = WORST * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(sorted.length - 1, below + 1);
    double zero = sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    return new TaskScale(zero, sorted[sorted.length - 1]);
  }

  /** Tells whether outcomes differ. */
  boolean hasSpread() {
    return one > zero;
  }

  /** Tells whether an outcome is below the scale. */
  boolean isBelow(double outcome) {
    return outcome < zero;
  }

  /** Returns the score of an outcome, 0 to 1. */
  double score(double outcome) {
    return isBelow(outcome) ? 0 : (outcome - zero) / (one - zero);
  }
}
