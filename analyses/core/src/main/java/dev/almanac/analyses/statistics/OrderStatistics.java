package dev.almanac.analyses.statistics;

import java.util.Arrays;

/** Medians and quantiles. */
public final class OrderStatistics {

  /** Makes the median absolute deviation estimate the sd of a normal distribution. */
  public static final double MAD_TO_SD = 1.4826;

  private OrderStatistics() {}

  /** Returns the median, or NaN of no values; the array stays as it is. */
  public static double median(double[] values) {
    return median(values, 0, values.length);
  }

  /** Returns the median of a range. */
  public static double median(double[] values, int from, int to) {
    double[] sorted = Arrays.copyOfRange(values, from, to);
    Arrays.sort(sorted);
    return quantile(sorted, 0.5);
  }

  /**
   * Returns a quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan
   * 1996, NumPy's default), or NaN of no values.
   */
  public static double quantile(double[] sorted, double probability) {
    return quantile(sorted, sorted.length, probability);
  }

  /** Returns a quantile of the first values of an array, which are sorted. */
  public static double quantile(double[] sorted, int size, double probability) {
    if (size == 0) {
      return Double.NaN;
    }
    double position = probability * (size - 1);
    int below = (int) Math.floor(position);
    double low = sorted[below];
    double high = sorted[Math.min(below + 1, size - 1)];
    double share = position - below;
    if (share == 0 || low == high) {
      return low;
    }
    // So that between equal values there is no other; differences of the largest numbers overflow.
    double width = high - low;
    return Double.isInfinite(width) ? low * (1 - share) + high * share : low + share * width;
  }

  /** Returns the median distance from the median. */
  public static double medianAbsoluteDeviation(double[] values) {
    double centre = median(values);
    double[] distances = new double[values.length];
    for (int index = 0; index < values.length; index++) {
      distances[index] = Math.abs(values[index] - centre);
    }
    return median(distances);
  }
}
