package dev.almanac.analyses.sensitivity;

import java.util.Arrays;

/**
 * Functions of one param that are orthonormal under its measure and orthogonal to the constant, so
 * that the variance of a combination of them is the sum of its squared coefficients.
 */
sealed interface Basis {

  /** Return the number of functions; 0 when the param offers nothing to fit. */
  int size();

  /** Return how rough a function is: the degree of a polynomial, 1 for a contrast. */
  int degree(int function);

  /**
   * Write the value of every function.
   *
   * @param coordinate unit position, category index, or NaN when inactive
   * @param out receives {@link #size()} values from {@code offset}
   * @param offset first index to write
   */
  void evaluate(double coordinate, double[] out, int offset);

  /**
   * Polynomials of a numeric param.
   *
   * @param polynomials under the param's measure on unit positions
   */
  record Polynomial(OrthonormalPolynomials polynomials) implements Basis {
    @Override
    public int size() {
      return polynomials.degree();
    }

    @Override
    public int degree(int function) {
      return function + 1;
    }

    @Override
    public void evaluate(double coordinate, double[] out, int offset) {
      polynomials.evaluate(coordinate, out, offset);
    }
  }

  /**
   * Steps and polynomials of a numeric param.
   *
   * @param functions under the param's measure on unit positions, steps first
   */
  record Stepped(SteppedFunctions functions) implements Basis {
    @Override
    public int size() {
      return functions.size();
    }

    @Override
    public int degree(int function) {
      return Math.max(1, function + 1 - functions.steps());
    }

    @Override
    public void evaluate(double coordinate, double[] out, int offset) {
      functions.evaluate(coordinate, out, offset);
    }
  }

  /**
   * Contrasts between the categories of a param: K − 1 of them, by Gram–Schmidt (Helmert order)
   * under the category weights.
   *
   * @param table value of each contrast (second index) in each category (first index)
   */
  record Contrast(double[][] table) implements Basis {

    /** Make the contrasts of categories with the given weights; weight 0 takes no part. */
    static Contrast under(double[] weights) {
      int categories = weights.length;
      double[][] table = new double[categories][Math.max(0, categories - 1)];
      double left = 0;
      for (double weight : weights) {
        left += weight;
      }
      double total = left;
      // Contrast j sets category j against all later ones: with weights w_j and R after it, the
      // values are sqrt(R/(w_j(w_j+R))) and −sqrt(w_j/(R(w_j+R))), for unit total weight.
      for (int j = 0; j + 1 < categories; j++) {
        double own = weights[j] / total;
        double rest = (left - weights[j]) / total;
        left -= weights[j];
        if (own > 0 && rest > 1e-12) {
          table[j][j] = Math.sqrt(rest / (own * (own + rest)));
          for (int later = j + 1; later < categories; later++) {
            table[later][j] = -Math.sqrt(own / (rest * (own + rest)));
          }
        }
      }
      return new Contrast(table);
    }

    @Override
    public int size() {
      return Math.max(0, table.length - 1);
    }

    @Override
    public int degree(int function) {
      return 1;
    }

    @Override
    public void evaluate(double coordinate, double[] out, int offset) {
      double[] row = table[(int) coordinate];
      System.arraycopy(row, 0, out, offset, row.length);
    }
  }

  /**
   * A basis that exists only where the param is active, scaled to stay orthonormal when inactivity
   * is a cell of its own; with a first contrast of active against inactive unless another param
   * already decides the activity.
   *
   * @param inner the basis among active runs
   * @param activeShare probability of being active, in (0, 1)
   * @param contrasts 1 to lead with the activity contrast, else 0
   */
  record Conditional(Basis inner, double activeShare, int contrasts) implements Basis {
    @Override
    public int size() {
      return inner.size() + contrasts;
    }

    @Override
    public int degree(int function) {
      return function < contrasts ? 1 : inner.degree(function - contrasts);
    }

    @Override
    public void evaluate(double coordinate, double[] out, int offset) {
      boolean inactive = Double.isNaN(coordinate);
      if (contrasts == 1) {
        double odds = activeShare / (1 - activeShare);
        out[offset] = inactive ? -Math.sqrt(odds) : Math.sqrt(1 / odds);
      }
      int from = offset + contrasts;
      if (inactive) {
        Arrays.fill(out, from, from + inner.size(), 0.0);
        return;
      }
      inner.evaluate(coordinate, out, from);
      double scale = 1 / Math.sqrt(activeShare);
      for (int i = from; i < from + inner.size(); i++) {
        out[i] *= scale;
      }
    }
  }
}
