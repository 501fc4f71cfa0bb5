package dev.almanac.analyses.curvefit;

import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.Arrays;

/** What weighs a fit against others, and a point against others. */
final class Information {

  /** Residuals below this share of the values' size are rounding. */
  private static final double LEAST_VARIANCE = 1e-24;

  private Information() {}

  /**
   * Returns Akaike's criterion corrected for few points (Hurvich and Tsai, Biometrika 76, 1989),
   * for normal residuals.
   *
   * @param parameters of the curve; the noise is one more
   */
  static double aicc(double meanSquare, int points, int parameters) {
    int k = parameters + 1;
    if (points - k - 1 <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    double fit = points * Math.log(Math.max(meanSquare, LEAST_VARIANCE));
    return fit + 2.0 * k + 2.0 * k * (k + 1) / (points - k - 1);
  }

  /**
   * Writes weights that fall with the size of the residual beyond {@code limit} sds, the sd being
   * estimated by their median size.
   *
   * @return false if no residual is beyond it, and the weights were not touched
   */
  static boolean huberWeights(double[] residuals, double[] base, double limit, double[] weight) {
    double[] sizes = new double[residuals.length];
    for (int index = 0; index < residuals.length; index++) {
      sizes[index] = Math.abs(residuals[index]) * Math.sqrt(base[index]);
    }
    double[] sorted = sizes.clone();
    Arrays.sort(sorted);
    double threshold = limit * OrderStatistics.MAD_TO_SD * OrderStatistics.quantile(sorted, 0.5);
    if (!(threshold > 0) || sorted[sorted.length - 1] <= threshold) {
      return false;
    }
    for (int index = 0; index < sizes.length; index++) {
      weight[index] = base[index] * (sizes[index] <= threshold ? 1 : threshold / sizes[index]);
    }
    return true;
  }
}
