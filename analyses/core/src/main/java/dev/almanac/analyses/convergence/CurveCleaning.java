package dev.almanac.analyses.convergence;

import java.util.Arrays;

/**
 * Turns logged points into a curve.
 *
 * <p>The last value logged on a step counts. Where the step goes back the run was resumed, and the
 * later attempt wins: the earlier attempt's points from there on are dropped and counted. Going
 * back over at most two points to a step that was not logged yet is points arriving out of order,
 * not a restart. The largest double counts as infinite, as MLflow's SQL stores write it for that.
 */
public final class CurveCleaning {

  private static final int OUT_OF_ORDER_REACH = 2;

  /** Times tell points apart if at least this share of them differs from the one before. */
  private static final double DISTINCT_TIMES = 0.9;

  private double[] x = new double[0];
  private double[] y = new double[0];
  private int size;
  private int overwritten;
  private int restarts;

  private CurveCleaning() {}

  /** Returns the curve of some points; linear in their number but for resumed runs. */
  public static Curve clean(LoggedPoints points) {
    CurveCleaning cleaning = new CurveCleaning();
    XAxis axis = axis(points);
    cleaning.x = new double[points.size()];
    cleaning.y = new double[points.size()];
    for (int index = 0; index < points.size(); index++) {
      cleaning.take(at(points, axis, index), points.values()[index]);
    }
    return cleaning.curve(axis, points.size());
  }

  private static XAxis axis(LoggedPoints points) {
    long first = points.steps()[0];
    for (long step : points.steps()) {
      if (step != first) {
        return XAxis.STEP;
      }
    }
    if (points.size() == 1) {
      return XAxis.STEP;
    }
    return timesTellPointsApart(points.seconds()) ? XAxis.TIME : XAxis.ORDINAL;
  }

  private static boolean timesTellPointsApart(double[] seconds) {
    int distinct = 1;
    for (int index = 1; index < seconds.length; index++) {
      // False also for NaN, which is no time.
      if (!(seconds[index] >= seconds[index - 1])) {
        return false;
      }
      distinct += seconds[index] > seconds[index - 1] ? 1 : 0;
    }
    return distinct >= DISTINCT_TIMES * seconds.length;
  }

  private static double at(LoggedPoints points, XAxis axis, int index) {
    return switch (axis) {
      case STEP -> points.steps()[index];
      case TIME -> points.seconds()[index] - points.seconds()[0];
      case ORDINAL -> index;
    };
  }

  private void take(double at, double value) {
    if (size == 0 || at > x[size - 1]) {
      insert(size, at, value);
      return;
    }
    if (at == x[size - 1]) {
      y[size - 1] = value;
      overwritten++;
      return;
    }
    int found = Arrays.binarySearch(x, 0, size, at);
    int place = found >= 0 ? found : -found - 1;
    if (found < 0 && size - place <= OUT_OF_ORDER_REACH) {
      insert(place, at, value);
      return;
    }
    restarts++;
    overwritten += size - place;
    size = place;
    insert(place, at, value);
  }

  /** MLflow's SQL stores hold an infinity as the largest double of its sign. */
  private static boolean isFinite(double value) {
    return Math.abs(value) < Double.MAX_VALUE;
  }

  private void insert(int place, double at, double value) {
    System.arraycopy(x, place, x, place + 1, size - place);
    System.arraycopy(y, place, y, place + 1, size - place);
    x[place] = at;
    y[place] = value;
    size++;
  }

  private Curve curve(XAxis axis, int logged) {
    double[] finiteX = new double[size];
    double[] finiteY = new double[size];
    double[] otherX = new double[size];
    int finite = 0;
    int other = 0;
    for (int index = 0; index < size; index++) {
      if (isFinite(y[index])) {
        finiteX[finite] = x[index];
        finiteY[finite++] = y[index];
      } else {
        otherX[other++] = x[index];
      }
    }
    return new Curve(
        axis,
        Arrays.copyOf(finiteX, finite),
        Arrays.copyOf(finiteY, finite),
        Arrays.copyOf(otherX, other),
        logged,
        overwritten,
        restarts);
  }
}
