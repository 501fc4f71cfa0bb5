package dev.almanac.analyses.convergence;

import dev.almanac.analyses.statistics.OrderStatistics;

/**
 * The level, the noise and the extent of a curve whose values are "lower is better".
 *
 * @param y as measured
 * @param smooth medians over a window of a twentieth of the points, between 3 and 101 of them;
 *     fewer than 9 points stay as they are
 * @param noiseSd sd of the noise from point to point: 1.4826 times the MAD of the first differences
 *     less their median, by the square root of 2; NaN of fewer than 4 points
 * @param range highest less lowest smooth value
 * @param finalLevel median of the last 5 %, at least 3 points (all, if there are fewer)
 */
@SuppressWarnings("ArrayRecordComponent") // read-only by contract
record SmoothCurve(double[] y, double[] smooth, double noiseSd, double range, double finalLevel) {

  private static final int LEAST_FOR_SMOOTHING = 9;
  private static final int LEAST_FOR_NOISE = 4;
  private static final int LARGEST_HALF_WINDOW = 50;
  private static final double FINAL_SHARE = 0.05;
  private static final int FINAL_LEAST = 3;

  /** Looks at the values of a curve, at least one. */
  static SmoothCurve of(double[] y) {
    double[] smooth = smooth(y);
    double lowest = smooth[0];
    double highest = smooth[0];
    for (double value : smooth) {
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
    int tail = Math.min(y.length, Math.max(FINAL_LEAST, (int) Math.ceil(FINAL_SHARE * y.length)));
    double finalLevel = OrderStatistics.median(y, y.length - tail, y.length);
    return new SmoothCurve(y, smooth, noiseSd(y), highest - lowest, finalLevel);
  }

  /** Returns the noise, 0 where it is not known. */
  double knownNoise() {
    return Double.isNaN(noiseSd) ? 0 : noiseSd;
  }

  private static double[] smooth(double[] y) {
    if (y.length < LEAST_FOR_SMOOTHING) {
      return y;
    }
    int half = Math.min(LARGEST_HALF_WINDOW, Math.max(1, y.length / 40));
    return SlidingMedian.centred(y, half);
  }

  /** Returns the noise from point to point; NaN of fewer than 4 points. */
  static double noiseSd(double[] y) {
    if (y.length < LEAST_FOR_NOISE) {
      return Double.NaN;
    }
    double[] differences = new double[y.length - 1];
    for (int index = 1; index < y.length; index++) {
      differences[index - 1] = y[index] - y[index - 1];
    }
    return OrderStatistics.MAD_TO_SD
        * OrderStatistics.medianAbsoluteDeviation(differences)
        / Math.sqrt(2);
  }
}
