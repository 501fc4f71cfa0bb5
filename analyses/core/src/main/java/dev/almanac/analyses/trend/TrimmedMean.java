package dev.almanac.analyses.trend;

import dev.almanac.analyses.statistics.InterquartileMean;
import dev.almanac.analyses.statistics.Quantiles;
import java.util.Arrays;

/**
 * An interquartile mean with the interval of Tukey and McLaughlin ("Less vulnerable confidence and
 * significance procedures for location", Sankhya A 25, 1963), from the winsorised variance.
 *
 * @param mean the interquartile mean
 * @param low lower end of its 95 % interval; NaN of fewer than 4 values
 * @param high upper end of it; NaN of fewer than 4 values
 */
record TrimmedMean(double mean, double low, double high) {

  private static final double TRIM = 0.25;
  private static final int LEAST_VALUES = 4;

  /** Computes it from at least one finite value. */
  static TrimmedMean of(double[] values) {
    double mean = InterquartileMean.of(values);
    int count = values.length;
    if (count < LEAST_VALUES) {
      return new TrimmedMean(mean, Double.NaN, Double.NaN);
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int cut = (int) (TRIM * count);
    Arrays.fill(sorted, 0, cut, sorted[cut]);
    Arrays.fill(sorted, count - cut, count, sorted[count - cut - 1]);
    double centre = Arrays.stream(sorted).sum() / count;
    double squares = Arrays.stream(sorted).map(value -> (value - centre) * (value - centre)).sum();
    double kept = count - 2.0 * cut;
    double error = Math.sqrt(squares / (kept * (kept - 1)));
    double reach = Quantiles.t95(kept - 1) * error;
    return new TrimmedMean(mean, mean - reach, mean + reach);
  }
}
