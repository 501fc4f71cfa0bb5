package dev.almanac.analyses.convergence;

import java.util.Optional;

/**
 * A validation curve beside the training curve of the same run.
 *
 * @param found whether validation got worse again while training still improved
 * @param startX x of the best smoothed validation value; NaN if not found
 * @param cost how much worse validation ends than its best, above 0; NaN if not found
 * @param gap final validation less final training value, in the metric's own orientation
 */
public record Overfit(boolean found, double startX, double cost, double gap) {

  private static final int LEAST_POINTS = 5;
  private static final int LEAST_TRAIN_POINTS = 3;
  private static final int MOST_POINTS = 200;
  private static final double NOISES = 3;
  private static final double LEAST_SHARE_OF_RANGE = 0.01;

  /**
   * Compares two curves of one direction; empty if either has no finite point.
   *
   * <p>Found if validation ends more than 3 noise sds and 1 % of its range above its best, and the
   * Theil-Sen slope of training from there on is improving. Only on a common step axis.
   *
   * @param sign -1 if the metric is "higher is better"
   */
  static Optional<Overfit> of(Curve validation, Curve train, double sign) {
    if (validation.size() == 0 || train.size() == 0) {
      return Optional.empty();
    }
    SmoothCurve level = SmoothCurve.of(validation.scaledY(sign));
    SmoothCurve trainLevel = SmoothCurve.of(train.scaledY(sign));
    double gap = sign * (level.finalLevel() - trainLevel.finalLevel());
    Overfit none = new Overfit(false, Double.NaN, Double.NaN, gap);
    if (validation.size() < LEAST_POINTS
        || validation.axis() != XAxis.STEP
        || train.axis() != XAxis.STEP) {
      return Optional.of(none);
    }
    int turn = BestSoFar.of(validation.x(), level.smooth()).at();
    double start = validation.x()[turn];
    double cost = level.finalLevel() - level.smooth()[turn];
    double limit = Math.max(NOISES * level.knownNoise(), LEAST_SHARE_OF_RANGE * level.range());
    boolean found = cost > limit && stillFalling(train, trainLevel, start);
    return Optional.of(found ? new Overfit(true, start, cost, gap) : none);
  }

  private static boolean stillFalling(Curve train, SmoothCurve level, double start) {
    int from = train.indexAtOrAfter(start);
    if (train.size() - from < LEAST_TRAIN_POINTS) {
      return false;
    }
    Thinning rest = Thinning.of(train.x(), level.y(), from, train.size(), MOST_POINTS);
    return TheilSen.fit(rest.x(), rest.y()).slope() < 0;
  }
}
