package dev.almanac.analyses.importance;

import dev.almanac.analyses.statistics.SpecialFunctions;
import java.util.Arrays;

/**
 * How closely a param goes with the metric, in one number.
 *
 * @param size 0 to 1
 * @param sign 1 if the metric rises with the param, −1 if it falls, 0 where params have no order
 * @param runs how many runs have both
 * @param p probability of so large a size without any connection; NaN if it cannot be said
 */
record Correlation(double size, int sign, int runs, double p) {

  /** Return the product-moment correlation of two numbers; the p-value is that of Student's t. */
  static Correlation ofNumbers(double[] x, double[] y) {
    double r = coefficient(x, y);
    int n = x.length;
    if (Double.isNaN(r) || n < 3) {
      return new Correlation(Double.NaN, 0, n, Double.NaN);
    }
    double freedom = n - 2.0;
    double square = r * r;
    double p = square >= 1 ? 0 : SpecialFunctions.betaI(1 - square, freedom / 2, 0.5);
    return new Correlation(Math.abs(r), (int) Math.signum(r), n, p);
  }

  /**
   * Return the correlation ratio η of a number in categories: the root of the share of its variance
   * that lies between them. The p-value is that of the analysis of variance.
   */
  static Correlation ofCategories(double[] category, int categories, double[] y) {
    int n = y.length;
    double mean = Arrays.stream(y).sum() / n;
    double[] count = new double[categories];
    double[] sum = new double[categories];
    double all = 0;
    for (int i = 0; i < n; i++) {
      count[(int) category[i]]++;
      sum[(int) category[i]] += y[i] - mean;
      all += (y[i] - mean) * (y[i] - mean);
    }
    double between = 0;
    int used = 0;
    for (int c = 0; c < categories; c++) {
      between += count[c] > 0 ? sum[c] * sum[c] / count[c] : 0;
      used += count[c] > 0 ? 1 : 0;
    }
    if (!(all > 0) || Double.isInfinite(all) || used < 2) {
      return new Correlation(Double.NaN, 0, n, Double.NaN);
    }
    double square = Math.min(1, between / all);
    double p =
        n > used
            ? SpecialFunctions.betaI(1 - square, (n - used) / 2.0, (used - 1) / 2.0)
            : Double.NaN;
    return new Correlation(Math.sqrt(square), 0, n, p);
  }

  private static double coefficient(double[] x, double[] y) {
    double meanX = Arrays.stream(x).sum() / x.length;
    double meanY = Arrays.stream(y).sum() / y.length;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - meanX) * (y[i] - meanY);
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
    }
    // The root of each, not of the product: that overflows later.
    double scale = Math.sqrt(xx) * Math.sqrt(yy);
    boolean usable = scale > 0 && !Double.isInfinite(scale);
    return usable ? Math.max(-1, Math.min(1, xy / scale)) : Double.NaN;
  }

  /** Return the coefficient with its sign. */
  double signed() {
    return sign == 0 ? size : sign * size;
  }

  /**
   * Return the 90 % interval of the size by Fisher's z, whose variance is {@code spread} / (n − 3)
   * (spread 1; for ranks 1.06: Fieller, Hartley and Pearson, Biometrika 44, 1957). NaN where the
   * size is not that of a correlation of numbers.
   */
  double[] interval(double spread) {
    if (sign == 0 || runs <= 3 || size >= 1) {
      return new double[] {Double.NaN, Double.NaN};
    }
    double z = 0.5 * Math.log((1 + size) / (1 - size));
    double half = 1.6448536269514722 * Math.sqrt(spread / (runs - 3));
    return new double[] {Math.tanh(Math.max(0, z - half)), Math.tanh(z + half)};
  }
}
