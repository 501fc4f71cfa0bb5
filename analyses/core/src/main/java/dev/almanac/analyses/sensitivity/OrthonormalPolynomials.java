package dev.almanac.analyses.sensitivity;

import java.util.Arrays;

/**
 * Evaluate polynomials of degree 0, 1, … that are orthonormal under a measure, by the three-term
 * recurrence b[k+1]·p[k+1] = (x − a[k])·p[k] − b[k]·p[k−1] (Gautschi, Orthogonal Polynomials, 2004,
 * section 1.3). Immutable.
 */
final class OrthonormalPolynomials {
  /** Below this the next polynomial would be rounding error: the measure has no more points. */
  private static final double SMALLEST_NORM = 1e-9;

  private final double[] shift;
  private final double[] norm;

  private OrthonormalPolynomials(double[] shift, double[] norm) {
    this.shift = shift;
    this.norm = norm;
  }

  /** Make the Legendre polynomials of the uniform measure on [0, 1]. */
  static OrthonormalPolynomials legendre(int degree) {
    double[] shift = new double[degree];
    double[] norm = new double[degree + 1];
    for (int k = 0; k < degree; k++) {
      shift[k] = 0.5;
      double next = k + 1.0;
      norm[k + 1] = next / (2 * Math.sqrt(4 * next * next - 1));
    }
    return new OrthonormalPolynomials(shift, norm);
  }

  /**
   * Make the polynomials of a discrete measure (Stieltjes procedure, Gautschi 2004, section 2.2).
   *
   * @param nodes distinct positions
   * @param weights positive weight of each; scaled to sum 1 here
   * @param degree the highest degree wanted; fewer are made when the nodes do not carry it
   */
  static OrthonormalPolynomials onNodes(double[] nodes, double[] weights, int degree) {
    int wanted = Math.min(degree, nodes.length - 1);
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double[] shift = new double[wanted];
    double[] norm = new double[wanted + 1];
    double[] before = new double[nodes.length];
    double[] current = new double[nodes.length];
    Arrays.fill(current, 1.0);
    int made = 0;
    while (made < wanted) {
      shift[made] = moment(nodes, weights, current, total);
      double[] next = new double[nodes.length];
      double square = 0;
      for (int i = 0; i < nodes.length; i++) {
        next[i] = (nodes[i] - shift[made]) * current[i] - norm[made] * before[i];
        square += weights[i] * next[i] * next[i] / total;
      }
      double length = Math.sqrt(square);
      if (!(length > SMALLEST_NORM)) {
        break;
      }
      for (int i = 0; i < nodes.length; i++) {
        next[i] /= length;
      }
      norm[++made] = length;
      before = current;
      current = next;
    }
    return new OrthonormalPolynomials(Arrays.copyOf(shift, made), Arrays.copyOf(norm, made + 1));
  }

  private static double moment(double[] nodes, double[] weights, double[] p, double total) {
    double sum = 0;
    for (int i = 0; i < nodes.length; i++) {
      sum += weights[i] * nodes[i] * p[i] * p[i] / total;
    }
    return sum;
  }

  /** Return the highest degree. */
  int degree() {
    return shift.length;
  }

  /** Write the polynomials of degree 1, 2, … at {@code x} into {@code out} from {@code offset}. */
  void evaluate(double x, double[] out, int offset) {
    double before = 0;
    double current = 1;
    for (int k = 0; k < shift.length; k++) {
      double next = ((x - shift[k]) * current - norm[k] * before) / norm[k + 1];
      out[offset + k] = next;
      before = current;
      current = next;
    }
  }
}
