package dev.almanac.analyses.convergence;

import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.Arrays;

/**
 * A part of a curve with at most so many points: as it is if short, else the medians of stretches
 * of equally many points.
 *
 * @param x medians of the x of each stretch
 * @param y medians of its values
 */
@SuppressWarnings("ArrayRecordComponent") // read-only by contract
public record Thinning(double[] x, double[] y) {

  /** Thins a whole curve, whose first and last x stay what they were. */
  public static Thinning ofWhole(Curve curve, int most) {
    Thinning thin = of(curve.x(), curve.y(), 0, curve.size(), most);
    if (curve.size() > most) {
      thin.x()[0] = curve.x()[0];
      thin.x()[most - 1] = curve.x()[curve.size() - 1];
    }
    return thin;
  }

  /** Thins the points {@code [from, to)}. */
  public static Thinning of(double[] x, double[] y, int from, int to, int most) {
    int size = to - from;
    if (size <= most) {
      return new Thinning(Arrays.copyOfRange(x, from, to), Arrays.copyOfRange(y, from, to));
    }
    double[] thinX = new double[most];
    double[] thinY = new double[most];
    for (int stretch = 0; stretch < most; stretch++) {
      int begin = from + (int) ((long) size * stretch / most);
      int end = from + (int) ((long) size * (stretch + 1) / most);
      thinX[stretch] = OrderStatistics.median(x, begin, end);
      thinY[stretch] = OrderStatistics.median(y, begin, end);
    }
    return new Thinning(thinX, thinY);
  }
}
