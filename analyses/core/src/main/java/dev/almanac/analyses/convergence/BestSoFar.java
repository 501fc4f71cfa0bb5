package dev.almanac.analyses.convergence;

import java.util.List;

/**
 * The best value up to each point of a curve, and what follows from it. Values are "lower is
 * better".
 *
 * @param x the curve's
 * @param best running minimum, never rising
 * @param at index of the first point that has the best value of all
 */
@SuppressWarnings("ArrayRecordComponent") // read-only by contract
record BestSoFar(double[] x, double[] best, int at) {

  private static final double PLATEAU_SHARE = 0.01;
  private static final double PLATEAU_NOISES = 2;

  /** The shares of the improvement whose first x is looked for. */
  private static final List<Integer> PERCENTS = List.of(50, 90, 95, 99);

  /** Follows the best of a curve, at least one point. */
  static BestSoFar of(double[] x, double[] y) {
    double[] best = new double[y.length];
    int at = 0;
    for (int index = 0; index < y.length; index++) {
      at = y[index] < y[at] ? index : at;
      best[index] = y[at];
    }
    return new BestSoFar(x, best, at);
  }

  /** Returns the best value. */
  double value() {
    return best[best.length - 1];
  }

  /** Returns how much better the best value is than the first, at least 0. */
  double improvement() {
    return best[0] - value();
  }

  /** Returns the mean over x by the trapezoid rule; the value itself of a single point. */
  double area() {
    return mean(x);
  }

  /** Returns the mean over ln(1 + x - first x), which weighs the beginning. */
  double logarithmicArea() {
    double[] logarithms = new double[x.length];
    for (int index = 0; index < x.length; index++) {
      logarithms[index] = Math.log1p(x[index] - x[0]);
    }
    return mean(logarithms);
  }

  /**
   * Returns the first x from which the best is within 1 % of the improvement, or 2 noise sds if
   * that is more, of the best of all.
   */
  double plateauStart(double noiseSd) {
    double tolerance = Math.max(PLATEAU_SHARE * improvement(), PLATEAU_NOISES * noiseSd);
    int index = 0;
    while (best[index] - value() > tolerance) {
      index++;
    }
    return x[index];
  }

  /** Returns where 50, 90, 95 and 99 % of the improvement are reached; none without improvement. */
  List<Threshold> sharesOfImprovement(double sign) {
    if (!(improvement() > 0)) {
      return List.of();
    }
    return PERCENTS.stream()
        .map(
            percent -> {
              double target = best[0] - percent / 100.0 * improvement();
              return threshold("improvement_" + percent, target, sign);
            })
        .toList();
  }

  /**
   * Returns where the best first reaches a target, by linear interpolation between points.
   *
   * @param target "lower is better", like the curve
   * @param sign -1 if the metric itself is "higher is better", for the result
   */
  Threshold threshold(String kind, double target, double sign) {
    double last = x[x.length - 1];
    if (!(value() <= target)) {
      return new Threshold(kind, sign * target, Double.NaN, last);
    }
    int index = 0;
    while (best[index] > target) {
      index++;
    }
    if (index == 0) {
      return new Threshold(kind, sign * target, x[0], Double.NaN);
    }
    double share = (best[index - 1] - target) / (best[index - 1] - best[index]);
    double reached = x[index - 1] + share * (x[index] - x[index - 1]);
    return new Threshold(kind, sign * target, reached, Double.NaN);
  }

  private double mean(double[] over) {
    int last = over.length - 1;
    double extent = over[last] - over[0];
    if (last == 0 || extent == 0) {
      return value();
    }
    double sum = 0;
    for (int index = 1; index <= last; index++) {
      sum += (best[index - 1] / 2 + best[index] / 2) * (over[index] - over[index - 1]);
    }
    return sum / extent;
  }
}
