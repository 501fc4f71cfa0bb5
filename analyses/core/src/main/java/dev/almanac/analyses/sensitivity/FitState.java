package dev.almanac.analyses.sensitivity;

/**
 * Coefficients in turned columns, kept in step with Xᵀ(y − Xβ), and the noise variance. Mutable,
 * for one thread.
 */
final class FitState {
  private final RidgeSystem system;
  private final double[] coefficients;
  private final double[] gradient;
  private double noise;

  /** Start with all coefficients 0. */
  FitState(RidgeSystem system) {
    this.system = system;
    this.coefficients = new double[system.columns()];
    this.gradient = new double[system.columns()];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = system.response(i);
    }
    this.noise = Math.max(1e-12, system.responseSquare() / Math.max(1, system.freedom()));
  }

  /** Return the system that is being solved. */
  RidgeSystem system() {
    return system;
  }

  /** Return the coefficient of a column. */
  double coefficient(int column) {
    return coefficients[column];
  }

  /** Return all coefficients; not to be written to. */
  double[] coefficients() {
    return coefficients;
  }

  /** Return Xᵀ of a column with the residual left when that column's effect is taken out. */
  double pull(int column) {
    return gradient[column] + system.curvature(column) * coefficients[column];
  }

  /** Set one coefficient. */
  void move(int column, double value) {
    double step = value - coefficients[column];
    if (step == 0) {
      return;
    }
    coefficients[column] = value;
    double[] row = system.gramRow(column);
    for (int j = 0; j < row.length; j++) {
      gradient[j] -= step * row[j];
    }
  }

  /** Return the residual sum of squares, at least 0. */
  double residualSquare() {
    double square = system.responseSquare();
    for (int i = 0; i < coefficients.length; i++) {
      square -= coefficients[i] * (system.response(i) + gradient[i]);
    }
    return Math.max(0, square);
  }

  /** Return the noise variance. */
  double noise() {
    return noise;
  }

  /** Set the noise variance. */
  void noise(double variance) {
    this.noise = variance;
  }
}
