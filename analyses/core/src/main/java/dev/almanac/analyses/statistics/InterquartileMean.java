package dev.almanac.analyses.statistics;

import java.util.Arrays;

/**
 * The mean of the middle half, as Agarwal et al., "Deep Reinforcement Learning at the Edge of the
 * Statistical Precipice" (NeurIPS 2021) recommend for few runs.
 */
public final class InterquartileMean {

  private static final double TRIM = 0.25;

  private InterquartileMean() {}

  /**
   * Returns the mean after cutting a quarter of the values, rounded down, off each end, as SciPy's
   * {@code trim_mean(values, 0.25)} does; NaN of no values.
   */
  public static double of(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int cut = (int) (TRIM * sorted.length);
    double sum = 0;
    for (int index = cut; index < sorted.length - cut; index++) {
      sum += sorted[index];
    }
    return sum / (sorted.length - 2 * cut);
  }
}
