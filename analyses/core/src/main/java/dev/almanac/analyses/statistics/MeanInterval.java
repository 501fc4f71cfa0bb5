package dev.almanac.analyses.statistics;

/**
 * A mean with the interval that Student's t gives it: two values already have one, a wide one.
 *
 * @param n how many values, at least 1
 * @param mean their mean
 * @param sd their sd; NaN of one value
 * @param low lower end of the 95 % interval of the mean; NaN of one value
 * @param high upper end of it
 */
public record MeanInterval(int n, double mean, double sd, double low, double high) {

  /** Takes at least one value, all finite. */
  public static MeanInterval of(double[] values) {
    int n = values.length;
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / n;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return of(n, mean, n > 1 ? Math.sqrt(squares / (n - 1)) : Double.NaN);
  }

  /**
   * Takes what is known of at least one value.
   *
   * @param sd sd of the values; NaN of one value
   */
  public static MeanInterval of(int n, double mean, double sd) {
    double half = n > 1 ? Quantiles.t95(n - 1) * sd / Math.sqrt(n) : Double.NaN;
    return new MeanInterval(n, mean, sd, mean - half, mean + half);
  }
}
