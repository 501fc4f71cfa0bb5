package dev.almanac.analyses.curvefit;

import java.util.Arrays;

/**
 * Fits {@link Family#VAP3}: linear in the logarithm of the values, from where Gauss-Newton steps
 * lead to the least squares of the values themselves.
 */
final class VapourPressureFit {

  private static final int STEPS = 20;
  private static final int ROBUST_ROUNDS = 3;
  private static final double HUBER = 1.345;
  private static final double TOLERANCE = 1e-12;

  private final double[] u;
  private final double[] logU;
  private final double[] residuals;

  VapourPressureFit(double[] u, double[] logU) {
    this.u = u;
    this.logU = logU;
    this.residuals = new double[u.length];
  }

  /** Fits; not converged if a value is not positive. */
  FittedCurve fit(double[] y, double[] base, StepAxis axis, boolean robust) {
    double[] p = new double[3];
    boolean converged = false;
    double[] weight = base.clone();
    if (Arrays.stream(y).allMatch(value -> value > 0) && start(y, base, p)) {
      converged = polish(y, weight, p, STEPS);
      for (int round = 0; robust && converged && round < ROBUST_ROUNDS; round++) {
        cost(y, base, p);
        if (!Information.huberWeights(residuals, base, HUBER, weight)) {
          break;
        }
        polish(y, weight, p, 2);
      }
    } else {
      Arrays.fill(p, Double.NaN);
    }
    double total = Arrays.stream(base).sum();
    double squares = cost(y, base, p);
    double weighed = cost(y, weight, p);
    boolean usable = Double.isFinite(squares);
    return new FittedCurve(
        Family.VAP3,
        axis,
        u[0],
        p[0],
        p[1],
        p[2],
        Double.NaN,
        false,
        usable ? Math.sqrt(squares / total) : Double.NaN,
        usable
            ? Information.aicc(weighed / total, y.length, Family.VAP3.parameters())
            : Double.POSITIVE_INFINITY,
        usable && converged);
  }

  private boolean start(double[] y, double[] base, double[] p) {
    NormalEquations equations = new NormalEquations(3);
    double[] row = new double[3];
    for (int index = 0; index < y.length; index++) {
      row(index, 1, row);
      // The error of a logarithm is the relative one.
      equations.add(row, Math.log(y[index]), base[index] * y[index] * y[index]);
    }
    return equations.solve(0, p);
  }

  private boolean polish(double[] y, double[] weight, double[] p, int steps) {
    double cost = cost(y, weight, p);
    double damping = 1e-6;
    double[] row = new double[3];
    double[] step = new double[3];
    double[] trial = new double[3];
    for (int round = 0; round < steps; round++) {
      NormalEquations equations = new NormalEquations(3);
      for (int index = 0; index < y.length; index++) {
        double value = value(index, p);
        row(index, value, row);
        equations.add(row, y[index] - value, weight[index]);
      }
      if (!equations.solve(damping, step)) {
        return Double.isFinite(cost);
      }
      for (int k = 0; k < 3; k++) {
        trial[k] = p[k] + step[k];
      }
      double trialCost = cost(y, weight, trial);
      if (trialCost < cost) {
        boolean rested = cost - trialCost <= TOLERANCE * cost;
        System.arraycopy(trial, 0, p, 0, 3);
        cost = trialCost;
        damping /= 10;
        if (rested) {
          return true;
        }
      } else if (damping > 1e6) {
        return Double.isFinite(cost);
      } else {
        damping *= 100;
      }
    }
    return Double.isFinite(cost);
  }

  private double cost(double[] y, double[] weight, double[] p) {
    double squares = 0;
    for (int index = 0; index < y.length; index++) {
      residuals[index] = y[index] - value(index, p);
      squares += weight[index] * residuals[index] * residuals[index];
    }
    return squares;
  }

  private double value(int index, double[] p) {
    return Math.exp(p[0] + p[1] / u[index] + p[2] * logU[index]);
  }

  private void row(int index, double factor, double[] row) {
    row[0] = factor;
    row[1] = factor / u[index];
    row[2] = factor * logU[index];
  }
}
