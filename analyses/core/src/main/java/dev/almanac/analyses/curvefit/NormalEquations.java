package dev.almanac.analyses.curvefit;

/** A weighted least-squares problem of at most a handful of unknowns, row by row. */
final class NormalEquations {

  private final int size;
  private final double[][] matrix;
  private final double[] right;

  NormalEquations(int size) {
    this.size = size;
    this.matrix = new double[size][size];
    this.right = new double[size];
  }

  /** Adds a row, the value that it should give, and its weight. */
  void add(double[] row, double value, double weight) {
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] += weight * row[i] * row[j];
      }
      right[i] += weight * row[i] * value;
    }
  }

  /** Solves for what was added; see {@link #solve(double[], double, double[])}. */
  boolean solve(double damping, double[] to) {
    return solve(right, damping, to);
  }

  /**
   * Solves for another right side by Cholesky's decomposition, the diagonal grown by a share.
   *
   * @return false if the matrix is singular or not finite; then {@code to} is not touched
   */
  boolean solve(double[] rightSide, double damping, double[] to) {
    double[][] lower = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j] * (i == j ? 1 + damping : 1);
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        if (i > j) {
          lower[i][j] = sum / lower[j][j];
        } else if (sum > 1e-15 * matrix[i][i]) {
          lower[i][i] = Math.sqrt(sum);
        } else {
          return false;
        }
      }
    }
    double[] forward = new double[size];
    for (int i = 0; i < size; i++) {
      double sum = rightSide[i];
      for (int k = 0; k < i; k++) {
        sum -= lower[i][k] * forward[k];
      }
      forward[i] = sum / lower[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      double sum = forward[i];
      for (int k = i + 1; k < size; k++) {
        sum -= lower[k][i] * to[k];
      }
      to[i] = sum / lower[i][i];
    }
    return true;
  }
}
