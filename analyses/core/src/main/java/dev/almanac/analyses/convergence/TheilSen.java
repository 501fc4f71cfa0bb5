package dev.almanac.analyses.convergence;

import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.Arrays;

/**
 * The Theil-Sen line: the median of the slopes between all pairs of points, with the rank interval
 * of Sen, "Estimates of the regression coefficient based on Kendall's tau", JASA 63 (1968).
 *
 * @param slope median of the pairwise slopes
 * @param intercept median of y minus slope times median of x, as SciPy's theilslopes has it
 * @param low lower end of the 95 % interval of the slope
 * @param high upper end of it
 * @param points how many points it rests on
 */
public record TheilSen(double slope, double intercept, double low, double high, int points) {

  /** Quantile .975 of the standard normal distribution. */
  private static final double Z_95 = 1.959963984540054;

  /** More points than this make more pairs than a look at a slope is worth. */
  private static final int MOST_POINTS = 2_000;

  /**
   * Fits the line.
   *
   * @param x at least two different values, at most 2,000
   * @param y one for each x
   */
  public static TheilSen fit(double[] x, double[] y) {
    if (x.length != y.length || x.length > MOST_POINTS) {
      throw new IllegalArgumentException(
          "Cannot fit a Theil-Sen line to " + x.length + " x and " + y.length + " y");
    }
    double[] slopes = slopes(x, y);
    if (slopes.length == 0) {
      throw new IllegalArgumentException("Cannot fit a Theil-Sen line: all x are equal");
    }
    double spread = Z_95 * Math.sqrt(variance(x, y));
    int high = Math.min((int) Math.rint((slopes.length + spread) / 2), slopes.length - 1);
    int low = Math.max((int) Math.rint((slopes.length - spread) / 2) - 1, 0);
    // Of 20,000 slopes four are wanted; sorting them all took most of a curve's time.
    OrderStatistics.select(
        slopes, new int[] {low, (slopes.length - 1) / 2, slopes.length / 2, high});
    double slope = OrderStatistics.quantile(slopes, 0.5);
    double intercept = OrderStatistics.median(y) - slope * OrderStatistics.median(x);
    return new TheilSen(slope, intercept, slopes[low], slopes[high], x.length);
  }

  private static double[] slopes(double[] x, double[] y) {
    double[] slopes = new double[x.length * (x.length - 1) / 2];
    int count = 0;
    for (int first = 0; first < x.length; first++) {
      for (int second = first + 1; second < x.length; second++) {
        if (x[first] != x[second]) {
          // Adding 0 leaves no negative zero.
          slopes[count++] = (y[second] - y[first]) / (x[second] - x[first]) + 0.0;
        }
      }
    }
    return count == slopes.length ? slopes : Arrays.copyOf(slopes, count);
  }

  /** Sen 1968, equation 2.6: the variance of Kendall's S, with ties. */
  private static double variance(double[] x, double[] y) {
    double points = x.length;
    double untied = points * (points - 1) * (2 * points + 5);
    return (untied - ties(x) - ties(y)) / 18;
  }

  private static double ties(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double sum = 0;
    int from = 0;
    for (int index = 1; index <= sorted.length; index++) {
      if (index == sorted.length || sorted[index] != sorted[from]) {
        double equal = index - from;
        sum += equal * (equal - 1) * (2 * equal + 5);
        from = index;
      }
    }
    return sum;
  }
}
