package dev.almanac.analyses.trend;

/**
 * A linear model of weekly levels under a {@link WeeklyNoise}, by generalised least squares: one
 * pass of the Kalman filter over the levels and the columns alike gives independent innovations
 * (Harvey, "Forecasting, Structural Time Series Models and the Kalman Filter", 1989, section
 * 3.4.2), on which ordinary weighted least squares is exact.
 *
 * @param coefficients one a column
 * @param variances sampling variance of each
 * @param deviance minus twice the logarithm of the likelihood, but for a constant
 */
record LevelFit(double[] coefficients, double[] variances, double deviance) {

  /** A column that the others explain up to this share of its square is left at 0. */
  private static final double COLLINEAR = 1e-10;

  /**
   * Fits the columns.
   *
   * @param weeks number of each week, ascending
   * @param levels level of each
   * @param variances variance of each level, from the scatter of its runs
   * @param columns the model's columns, one value a week
   */
  static LevelFit of(
      double[] weeks, double[] levels, double[] variances, double[][] columns, WeeklyNoise noise) {
    int count = levels.length;
    int width = columns.length;
    double[][] rows = new double[count][width + 1];
    double[] state = new double[width + 1];
    double uncertainty = noise.variance();
    double deviance = 0;
    for (int week = 0; week < count; week++) {
      if (week > 0) {
        double carry = Math.pow(noise.persistence(), weeks[week] - weeks[week - 1]);
        uncertainty = carry * carry * uncertainty + (1 - carry * carry) * noise.variance();
        for (int column = 0; column <= width; column++) {
          state[column] *= carry;
        }
      }
      double innovation = uncertainty + variances[week];
      double gain = uncertainty / innovation;
      double scale = 1 / Math.sqrt(innovation);
      for (int column = 0; column <= width; column++) {
        double seen = column < width ? columns[column][week] : levels[week];
        double surprise = seen - state[column];
        rows[week][column] = surprise * scale;
        state[column] += gain * surprise;
      }
      uncertainty *= 1 - gain;
      deviance += Math.log(innovation);
    }
    return solve(rows, width, deviance);
  }

  /** Triangularises the rows by modified Gram-Schmidt and substitutes backwards. */
  private static LevelFit solve(double[][] rows, int width, double logarithms) {
    double[][] upper = new double[width][width + 1];
    for (int column = 0; column < width; column++) {
      double before = square(rows, column);
      for (int earlier = 0; earlier < column; earlier++) {
        remove(rows, upper, earlier, column);
      }
      double left = square(rows, column);
      if (left <= COLLINEAR * before || left == 0) {
        upper[column][column] = 0;
        for (double[] row : rows) {
          row[column] = 0;
        }
        continue;
      }
      double length = Math.sqrt(left);
      upper[column][column] = length;
      for (double[] row : rows) {
        row[column] /= length;
      }
    }
    // Twice, since the remainder of a series far from 0 is small beside it.
    for (int pass = 0; pass < 2; pass++) {
      for (int earlier = 0; earlier < width; earlier++) {
        remove(rows, upper, earlier, width);
      }
    }
    double[] coefficients = new double[width];
    double[][] inverse = new double[width][width];
    for (int column = width - 1; column >= 0; column--) {
      if (upper[column][column] == 0) {
        continue;
      }
      double sum = upper[column][width];
      inverse[column][column] = 1 / upper[column][column];
      for (int later = column + 1; later < width; later++) {
        sum -= upper[column][later] * coefficients[later];
        for (int to = later; to < width; to++) {
          inverse[column][to] -= upper[column][later] * inverse[later][to] / upper[column][column];
        }
      }
      coefficients[column] = sum / upper[column][column];
    }
    double[] variances = new double[width];
    for (int column = 0; column < width; column++) {
      for (double entry : inverse[column]) {
        variances[column] += entry * entry;
      }
    }
    return new LevelFit(coefficients, variances, logarithms + square(rows, width));
  }

  private static double square(double[][] rows, int column) {
    double sum = 0;
    for (double[] row : rows) {
      sum += row[column] * row[column];
    }
    return sum;
  }

  private static void remove(double[][] rows, double[][] upper, int basis, int column) {
    double projection = 0;
    for (double[] row : rows) {
      projection += row[basis] * row[column];
    }
    upper[basis][column] += projection;
    for (double[] row : rows) {
      row[column] -= projection * row[basis];
    }
  }
}
