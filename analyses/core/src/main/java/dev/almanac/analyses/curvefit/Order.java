package dev.almanac.analyses.curvefit;

import dev.almanac.analyses.statistics.OrderStatistics;

/** The noise between neighbours. */
final class Order {

  private static final int LEAST_FOR_NOISE = 4;

  private Order() {}

  /** Returns the sd of the noise from the differences of neighbours; 0 of fewer than 4 values. */
  static double noise(double[] values) {
    if (values.length < LEAST_FOR_NOISE) {
      return 0;
    }
    double[] differences = new double[values.length - 1];
    for (int index = 1; index < values.length; index++) {
      differences[index - 1] = values[index] - values[index - 1];
    }
    double centre = OrderStatistics.median(differences);
    for (int index = 0; index < differences.length; index++) {
      differences[index] = Math.abs(differences[index] - centre);
    }
    return OrderStatistics.MAD_TO_SD * OrderStatistics.median(differences) / Math.sqrt(2);
  }
}
