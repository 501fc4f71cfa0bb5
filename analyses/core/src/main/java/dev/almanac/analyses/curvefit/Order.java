package dev.almanac.analyses.curvefit;

import java.util.Arrays;

/** Medians, quantiles and the noise between neighbours. */
final class Order {

  /** Makes the median absolute deviation estimate the sd of a normal distribution. */
  static final double MAD_TO_SD = 1.4826;

  private static final int LEAST_FOR_NOISE = 4;

  private Order() {}

  /** Returns the median of a range that is not empty; the array stays as it is. */
  static double median(double[] values, int from, int to) {
    double[] sorted = Arrays.copyOfRange(values, from, to);
    Arrays.sort(sorted);
    return quantile(sorted, 0.5);
  }

  /** Returns a quantile by linear interpolation (type 7 of Hyndman and Fan 1996). */
  static double quantile(double[] sorted, double probability) {
    double position = probability * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(below + 1, sorted.length - 1);
    double share = position - below;
    return share == 0 ? sorted[below] : sorted[below] * (1 - share) + sorted[above] * share;
  }

  /** Returns the sd of the noise from the differences of neighbours; 0 of fewer than 4 values. */
  static double noise(double[] values) {
    if (values.length < LEAST_FOR_NOISE) {
      return 0;
    }
    double[] differences = new double[values.length - 1];
    for (int index = 1; index < values.length; index++) {
      differences[index - 1] = values[index] - values[index - 1];
    }
    double centre = median(differences, 0, differences.length);
    for (int index = 0; index < differences.length; index++) {
      differences[index] = Math.abs(differences[index] - centre);
    }
    return MAD_TO_SD * median(differences, 0, differences.length) / Math.sqrt(2);
  }
}
