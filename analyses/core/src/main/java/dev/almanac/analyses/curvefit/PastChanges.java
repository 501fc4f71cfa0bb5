package dev.almanac.analyses.curvefit;

import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.Arrays;

/**
 * How far a curve may move from its last value, judged by how far it moved before over the same
 * ratio of steps. A curve that slows down moved further before than it will, so this errs on the
 * wide side.
 */
final class PastChanges {

  private static final int LEAST_CHANGES = 3;
  private static final double TAIL = 0.05;

  /** Quantile .95 of the standard normal distribution. */
  private static final double Z_90 = 1.6448536269514722;

  private PastChanges() {}

  /** Returns the ends of a 90 % interval about the last value; NaN of fewer than 4 points. */
  static double[] interval(CurvePoints points, double horizon) {
    int size = points.size();
    double last = points.lastValue();
    if (size <= LEAST_CHANGES) {
      return new double[] {Double.NaN, Double.NaN};
    }
    double[] u = points.u();
    double ratio = Math.max(1, points.axis().toU(horizon) / u[size - 1]);
    int usable = 0;
    while (usable < size && u[usable] * ratio <= u[size - 1]) {
      usable++;
    }
    double noise = Z_90 * Order.noise(points.y());
    // The later half: what a curve does at its beginning says little about its end.
    int from = usable / 2;
    double[] changes;
    if (usable - from < LEAST_CHANGES) {
      changes = new double[size];
      for (int index = 0; index < size; index++) {
        changes[index] = last - points.y()[index];
      }
    } else {
      changes = new double[usable - from];
      for (int index = from; index < usable; index++) {
        int found = Arrays.binarySearch(u, u[index] * ratio);
        int then = found >= 0 ? found : Math.min(size - 1, -found - 1);
        changes[index - from] = points.y()[then] - points.y()[index];
      }
    }
    Arrays.sort(changes);
    double low = Math.min(0, OrderStatistics.quantile(changes, TAIL));
    double high = Math.max(0, OrderStatistics.quantile(changes, 1 - TAIL));
    return new double[] {last + low - noise, last + high + noise};
  }
}
