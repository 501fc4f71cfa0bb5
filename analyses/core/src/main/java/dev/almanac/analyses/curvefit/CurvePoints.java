package dev.almanac.analyses.curvefit;

import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.Arrays;

/**
 * The points that a family is fitted to: at most 200, in units in which the first is at 1 or later.
 *
 * <p>Steps that begin above 0 are divided by the first one, since a power law has its origin at 0;
 * others count in typical distances between neighbours, from 1. Longer curves are cut into
 * stretches that are equally long in the logarithm, and of each the median counts, with the number
 * of its points as weight.
 *
 * @param u strictly rising, at least 1
 * @param y one for each u
 * @param weight how many points each one stands for
 * @param axis how steps become u
 * @param lastStep the last step
 * @param lastValue the last value as logged; of a thinned curve the median of its last stretch
 * @param merged how many points were merged into others
 * @param warmUp how many points at the beginning were left out because the values first got worse
 */
@SuppressWarnings("ArrayRecordComponent") // read-only by contract
record CurvePoints(
    double[] u,
    double[] y,
    double[] weight,
    StepAxis axis,
    double lastStep,
    double lastValue,
    int merged,
    int warmUp) {

  static final int MOST_POINTS = 200;

  /** A learning rate's warm-up takes no longer a share of a curve that is worth a forecast. */
  private static final double WARM_UP_SHARE = 0.1;

  private static final double WARM_UP_NOISES = 4;
  private static final int LEAST_FOR_WARM_UP = 20;

  /** Takes strictly rising steps and finite values, at least one. */
  static CurvePoints of(double[] steps, double[] values) {
    StepAxis axis = StepAxis.of(steps);
    int from = warmUp(values);
    double[] u = new double[steps.length - from];
    for (int index = 0; index < u.length; index++) {
      u[index] = axis.toU(steps[from + index]);
    }
    double[] y = Arrays.copyOfRange(values, from, values.length);
    double lastStep = steps[steps.length - 1];
    if (u.length <= MOST_POINTS) {
      double[] ones = new double[u.length];
      Arrays.fill(ones, 1);
      return new CurvePoints(u, y, ones, axis, lastStep, y[y.length - 1], 0, from);
    }
    return thinned(u, y, axis, lastStep, from);
  }

  int size() {
    return u.length;
  }

  /** Returns the first points alone. */
  CurvePoints first(int count) {
    return new CurvePoints(
        Arrays.copyOf(u, count),
        Arrays.copyOf(y, count),
        Arrays.copyOf(weight, count),
        axis,
        axis.toStep(u[count - 1]),
        y[count - 1],
        merged,
        warmUp);
  }

  private static CurvePoints thinned(
      double[] u, double[] y, StepAxis axis, double lastStep, int warmUp) {
    double[] thinU = new double[MOST_POINTS];
    double[] thinY = new double[MOST_POINTS];
    double[] weight = new double[MOST_POINTS];
    double extent = Math.log(u[u.length - 1] / u[0]);
    int count = 0;
    int from = 0;
    for (int stretch = 1; stretch <= MOST_POINTS && from < u.length; stretch++) {
      double end = u[0] * Math.exp(extent * stretch / MOST_POINTS);
      int to = from;
      while (to < u.length && (stretch == MOST_POINTS || u[to] <= end)) {
        to++;
      }
      if (to == from) {
        continue;
      }
      thinU[count] = (u[from] + u[to - 1]) / 2;
      thinY[count] = OrderStatistics.median(y, from, to);
      weight[count++] = to - from;
      from = to;
    }
    double[] finalY = Arrays.copyOf(thinY, count);
    return new CurvePoints(
        Arrays.copyOf(thinU, count),
        finalY,
        Arrays.copyOf(weight, count),
        axis,
        lastStep,
        finalY[count - 1],
        u.length - count,
        warmUp);
  }

  /**
   * Returns where the values stop getting worse at the beginning, for what is worse is what the
   * curve as a whole moves away from; 0 if the first value is the worst but for the noise.
   */
  private static int warmUp(double[] values) {
    int size = values.length;
    if (size < LEAST_FOR_WARM_UP) {
      return 0;
    }
    int tail = Math.max(1, size / 20);
    double end = OrderStatistics.median(values, size - tail, size);
    double sign = end < values[0] ? 1 : -1;
    int limit = (int) (WARM_UP_SHARE * size);
    int worst = 0;
    for (int index = 0; index <= limit; index++) {
      worst = sign * values[index] > sign * values[worst] ? index : worst;
    }
    double rise = sign * (values[worst] - values[0]);
    // A maximum at the limit is a curve that gets worse, not one that warms up.
    return worst < limit && rise > WARM_UP_NOISES * Order.noise(values) ? worst : 0;
  }
}
