package dev.almanac.analyses.sensitivity;

/**
 * Steps at given places, then polynomials, made orthonormal in this order under a measure and
 * orthogonal to the constant (modified Gram–Schmidt, twice). Immutable.
 */
final class SteppedFunctions {
  private static final double SMALLEST_NORM = 1e-6;

  private final OrthonormalPolynomials polynomials;
  private final double[] cuts;
  private final double[] mean;
  private final double[][] earlier;
  private final double[] norm;

  private SteppedFunctions(OrthonormalPolynomials polynomials, double[] cuts) {
    this.polynomials = polynomials;
    this.cuts = cuts.clone();
    int size = cuts.length + polynomials.degree();
    this.mean = new double[size];
    this.earlier = new double[size][size];
    this.norm = new double[size];
  }

  /**
   * Make the functions.
   *
   * @param polynomials under the same measure
   * @param cuts where it steps, ascending
   * @param nodes positions of the measure
   * @param weights weight of each
   */
  static SteppedFunctions of(
      OrthonormalPolynomials polynomials, double[] cuts, double[] nodes, double[] weights) {
    SteppedFunctions functions = new SteppedFunctions(polynomials, cuts);
    functions.orthonormalise(nodes, weights);
    return functions;
  }

  private void orthonormalise(double[] nodes, double[] weights) {
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double[][] at = new double[size()][nodes.length];
    double[] raw = new double[size()];
    for (int node = 0; node < nodes.length; node++) {
      raw(nodes[node], raw, 0);
      for (int f = 0; f < raw.length; f++) {
        at[f][node] = raw[f];
      }
    }
    for (int f = 0; f < at.length; f++) {
      for (int pass = 0; pass < 2; pass++) {
        mean[f] += takeMean(at[f], weights, total);
        for (int g = 0; g < f; g++) {
          earlier[f][g] += take(at[f], at[g], weights, total);
        }
      }
      double length = Math.sqrt(product(at[f], at[f], weights) / total);
      norm[f] = length > SMALLEST_NORM ? length : 0;
      for (int node = 0; node < nodes.length; node++) {
        at[f][node] = norm[f] > 0 ? at[f][node] / norm[f] : 0;
      }
    }
  }

  private static double takeMean(double[] values, double[] weights, double total) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] * values[i] / total;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] -= sum;
    }
    return sum;
  }

  private static double take(double[] values, double[] unit, double[] weights, double total) {
    double part = product(values, unit, weights) / total;
    for (int i = 0; i < values.length; i++) {
      values[i] -= part * unit[i];
    }
    return part;
  }

  private static double product(double[] a, double[] b, double[] weights) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += weights[i] * a[i] * b[i];
    }
    return sum;
  }

  /** Return the number of functions. */
  int size() {
    return cuts.length + polynomials.degree();
  }

  /** Return the number of steps, which come first. */
  int steps() {
    return cuts.length;
  }

  private void raw(double x, double[] out, int offset) {
    for (int i = 0; i < cuts.length; i++) {
      out[offset + i] = x > cuts[i] ? 1 : 0;
    }
    polynomials.evaluate(x, out, offset + cuts.length);
  }

  /** Write every function at {@code x} into {@code out} from {@code offset}. */
  void evaluate(double x, double[] out, int offset) {
    raw(x, out, offset);
    for (int f = 0; f < norm.length; f++) {
      double value = out[offset + f] - mean[f];
      for (int g = 0; g < f; g++) {
        value -= earlier[f][g] * out[offset + g];
      }
      out[offset + f] = norm[f] > 0 ? value / norm[f] : 0;
    }
  }
}
