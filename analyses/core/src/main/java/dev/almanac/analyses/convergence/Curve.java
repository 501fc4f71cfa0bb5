package dev.almanac.analyses.convergence;

import java.util.Arrays;

/**
 * A curve after input hygiene: strictly increasing x, finite y, and a count of all that is not in
 * it.
 *
 * @param axis what x is
 * @param x strictly increasing
 * @param y finite, one for each x
 * @param nonFiniteX the x of the points whose value is NaN or infinite, increasing
 * @param pointsLogged how many points were logged
 * @param overwritten how many of them a later point of the same x or a later attempt replaced
 * @param restarts how many times the step went back to a place that had been logged already
 */
@SuppressWarnings("ArrayRecordComponent") // read-only by contract; copies would double the memory
public record Curve(
    XAxis axis,
    double[] x,
    double[] y,
    double[] nonFiniteX,
    int pointsLogged,
    int overwritten,
    int restarts) {

  /** Returns the number of finite points. */
  public int size() {
    return x.length;
  }

  /** Returns the x of the first point, finite or not. */
  public double firstX() {
    return Math.min(
        x.length == 0 ? Double.POSITIVE_INFINITY : x[0],
        nonFiniteX.length == 0 ? Double.POSITIVE_INFINITY : nonFiniteX[0]);
  }

  /** Returns the x of the last point, finite or not. */
  public double lastX() {
    return Math.max(
        x.length == 0 ? Double.NEGATIVE_INFINITY : x[x.length - 1],
        nonFiniteX.length == 0 ? Double.NEGATIVE_INFINITY : nonFiniteX[nonFiniteX.length - 1]);
  }

  /** Returns the values times a factor; with {@code -1} more becomes less. */
  double[] scaledY(double factor) {
    double[] scaled = new double[y.length];
    for (int index = 0; index < y.length; index++) {
      scaled[index] = y[index] * factor;
    }
    return scaled;
  }

  /** Returns the index of the first finite point at or behind an x; {@link #size()} if none. */
  int indexAtOrAfter(double from) {
    int found = Arrays.binarySearch(x, from);
    return found >= 0 ? found : -found - 1;
  }
}
