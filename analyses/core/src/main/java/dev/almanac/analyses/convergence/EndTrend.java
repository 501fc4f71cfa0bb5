package dev.almanac.analyses.convergence;

import org.jspecify.annotations.Nullable;

/**
 * Where the end of a curve is heading, by a Theil-Sen line through its last fifth: a trend, not
 * "best ever", so that a curve that falls again after a spike counts as falling (PyTorch issue
 * 30873).
 *
 * <p>The last fifth of the x range, but at least 10 points; of curves of 12 to 19 points at least
 * 6, and shorter ones say nothing. Longer ends are thinned to 200 stretches.
 *
 * @param slope slope in the curve's own orientation, per unit of x; NaN of too few points
 * @param low lower end of its 95 % interval
 * @param high upper end of its 95 % interval
 * @param points points of the curve that it rests on
 * @param stillImproving whether the interval is on the improving side and the improvement over the
 *     end is more than 1 % of the curve's range; null of too few points
 */
public record EndTrend(
    double slope, double low, double high, int points, @Nullable Boolean stillImproving) {

  static final EndTrend UNKNOWN = new EndTrend(Double.NaN, Double.NaN, Double.NaN, 0, null);

  private static final double END_SHARE = 0.2;
  private static final int LEAST_POINTS = 10;

  /** The rank interval of 6 points still leaves out the extreme slopes. */
  private static final int LEAST_POINTS_OF_SHORT_CURVE = 6;

  private static final int MOST_POINTS = 200;
  private static final double EPSILON = 0.01;

  /** Looks at the end of a curve. */
  static EndTrend of(Curve curve, SmoothCurve level, double sign) {
    double[] x = curve.x();
    int size = curve.size();
    if (size < 2 * LEAST_POINTS_OF_SHORT_CURVE) {
      return UNKNOWN;
    }
    int least = size < 2 * LEAST_POINTS ? LEAST_POINTS_OF_SHORT_CURVE : LEAST_POINTS;
    double last = x[size - 1];
    int from = curve.indexAtOrAfter(last - END_SHARE * (last - x[0]));
    from = Math.min(from, size - least);
    Thinning end = Thinning.of(x, level.y(), from, size, MOST_POINTS);
    TheilSen line = TheilSen.fit(end.x(), end.y());
    double gain = -line.slope() * (last - x[from]);
    boolean improving = line.high() < 0 && gain > EPSILON * level.range();
    double low = sign < 0 ? -line.high() : line.low();
    double high = sign < 0 ? -line.low() : line.high();
    return new EndTrend(sign * line.slope(), low, high, size - from, improving);
  }
}
