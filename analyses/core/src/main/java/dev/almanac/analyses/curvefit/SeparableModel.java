package dev.almanac.analyses.curvefit;

import java.util.Arrays;

/**
 * {@code A + B·phi(u)} as a function of the shape parameters alone: A and B follow from them. Finds
 * the best by Levenberg's and Marquardt's damped Gauss-Newton steps.
 */
final class SeparableModel {

  /** An asymptote further from the values than so many times their range is not believed. */
  static final double MOST_RANGES = 10;

  private static final double FIRST_DAMPING = 1e-4;

  private static final double MOST_DAMPING = 1e8;

  /** A step that promises less than so much of the tolerance is not tried. */
  private static final double NEGLIGIBLE = 1e-2;

  private static final double RELATIVE_NORM = 1e-18;

  private final double[] u;
  private final double[] logU;
  private final double first;
  private final double[] shape;
  private final double[][] derivatives;
  private final double[] best = new double[2];
  private final double[] eta = new double[2];

  private Family family = Family.ILOG2;
  private double[] y = {};
  private double[] weight = {};
  private Bounds bounds = Bounds.NONE;
  private double[][] ranges = {};
  private double bestCost;
  private boolean bestRested;

  // The linear part at the last place looked at.
  private double asymptote;
  private double amplitude;
  private boolean bounded;
  private double shapeMean;
  private double shapeSquares;

  // Where the shape was computed last; NaN for nowhere.
  private double shapedFirst = Double.NaN;
  private double shapedSecond = Double.NaN;

  /** Prepares for some places and their logarithms; u1 of the family is given. */
  SeparableModel(double[] u, double[] logU, double first) {
    this.u = u;
    this.logU = logU;
    this.first = first;
    this.shape = new double[u.length];
    this.derivatives = new double[2][u.length];
  }

  /** Begins with other values or another family. */
  void begin(Family what, double[] values, double[] weights, Bounds allowed, double[][] searched) {
    family = what;
    y = values;
    weight = weights;
    bounds = allowed;
    ranges = searched;
    bestCost = Double.POSITIVE_INFINITY;
    bestRested = false;
    Arrays.fill(best, 0);
    shapedFirst = Double.NaN;
  }

  /** Returns a shape parameter at the best place so far, 0 if there is none. */
  double best(int parameter) {
    return best[parameter];
  }

  /** Takes the shape parameters as they are. */
  void settle(double one, double other) {
    best[0] = one;
    best[1] = other;
    bestCost = costAt(best);
    bestRested = true;
  }

  /** Polishes from one place and keeps the result if it is the best so far. */
  void tryFrom(double one, double other, int steps, double tolerance) {
    eta[0] = one;
    eta[1] = other;
    double cost = costAt(eta);
    boolean rested = false;
    double damping = FIRST_DAMPING;
    double[] trial = new double[2];
    double[] step = new double[2];
    boolean fresh = true;
    double[] normal = new double[5];
    for (int round = 0; round < steps && !rested; round++) {
      if (fresh) {
        normalEquations(normal);
      }
      if (!DampedStep.solve(normal, family.shapeParameters(), damping, eta, ranges, step)) {
        break;
      }
      for (int index = 0; index < family.shapeParameters(); index++) {
        double target = eta[index] + step[index];
        trial[index] = Math.max(ranges[index][0], Math.min(ranges[index][1], target));
      }
      double moved = Math.abs(trial[0] - eta[0]) + Math.abs(trial[1] - eta[1]);
      double promised = normal[3] * (trial[0] - eta[0]) + normal[4] * (trial[1] - eta[1]);
      if (promised >= 0 && promised <= NEGLIGIBLE * tolerance * cost) {
        rested = true;
        break;
      }
      double trialCost = costAt(trial);
      if (trialCost < cost) {
        rested = cost - trialCost <= tolerance * cost || moved <= tolerance;
        eta[0] = trial[0];
        eta[1] = trial[1];
        cost = trialCost;
        damping = Math.max(damping / 10, 1e-12);
        fresh = true;
      } else {
        rested = moved <= 1e-9 || damping > MOST_DAMPING;
        damping *= 10;
        // The normal equations stay those of the place before; the linear part is the trial's now.
        fresh = false;
      }
    }
    if (cost < bestCost) {
      bestCost = cost;
      best[0] = eta[0];
      best[1] = eta[1];
      bestRested = rested;
    }
  }

  /** Goes on from the best place. */
  void polishBest(int steps, double tolerance) {
    if (!bestRested) {
      double before = bestCost;
      bestCost = Double.POSITIVE_INFINITY;
      tryFrom(best[0], best[1], steps, tolerance);
      bestCost = Math.min(before, bestCost);
    }
    keepBest();
  }

  /** Goes back to the best place. */
  void keepBest() {
    costAt(best);
  }

  /** Goes on from the best place with other weights. */
  void reweigh(double[] weights, int steps) {
    weight = weights;
    bestCost = Double.POSITIVE_INFINITY;
    boolean restedBefore = bestRested;
    if (family.shapeParameters() == 0) {
      settle(0, 0);
    } else {
      tryFrom(best[0], best[1], steps, 1e-6);
      bestRested = restedBefore;
    }
    keepBest();
  }

  /** Writes values less the curve. */
  void residuals(double[] to) {
    for (int index = 0; index < to.length; index++) {
      to[index] = y[index] - asymptote - amplitude * shape[index];
    }
  }

  /** Returns the sum of squares of the derivative by the first shape parameter. */
  double shapeInformation() {
    keepBest();
    double[] normal = new double[5];
    normalEquations(normal);
    return normal[0];
  }

  FittedCurve result(StepAxis axis, double[] base) {
    keepBest();
    double squares = 0;
    double robust = 0;
    double total = 0;
    for (int index = 0; index < y.length; index++) {
      double residual = y[index] - asymptote - amplitude * shape[index];
      squares += base[index] * residual * residual;
      robust += weight[index] * residual * residual;
      total += base[index];
    }
    boolean inside = true;
    for (int index = 0; index < family.shapeParameters(); index++) {
      inside &= best[index] > ranges[index][0] && best[index] < ranges[index][1];
    }
    int shapes = family.shapeParameters();
    return new FittedCurve(
        family,
        axis,
        first,
        asymptote,
        amplitude,
        shapes > 0 ? Math.exp(best[0]) : Double.NaN,
        shapes > 1 ? Math.exp(best[1]) : Double.NaN,
        bounded,
        Math.sqrt(squares / total),
        Information.aicc(robust / total, y.length, family.parameters()),
        bestRested && inside && Double.isFinite(asymptote) && Double.isFinite(amplitude));
  }

  /** Solves for the linear part and returns the weighted sum of squares. */
  private double costAt(double[] at) {
    if (at[0] != shapedFirst || at[1] != shapedSecond) {
      family.shape(u, logU, at, first, shape, derivatives);
      shapedFirst = at[0];
      shapedSecond = at[1];
    }
    double total = 0;
    double sumShape = 0;
    double sumY = 0;
    for (int index = 0; index < y.length; index++) {
      total += weight[index];
      sumShape += weight[index] * shape[index];
      sumY += weight[index] * y[index];
    }
    double meanShape = sumShape / total;
    double meanY = sumY / total;
    double squares = 0;
    double cross = 0;
    for (int index = 0; index < y.length; index++) {
      double distance = shape[index] - meanShape;
      squares += weight[index] * distance * distance;
      cross += weight[index] * distance * (y[index] - meanY);
    }
    if (!(squares > RELATIVE_NORM * total)) {
      return Double.POSITIVE_INFINITY;
    }
    amplitude = cross / squares;
    asymptote = meanY - amplitude * meanShape;
    shapeMean = meanShape;
    shapeSquares = squares;
    double allowed = bounds.clamp(asymptote);
    bounded = allowed != asymptote;
    if (bounded) {
      solveAtBound(allowed);
    }
    double cost = 0;
    for (int index = 0; index < y.length; index++) {
      double residual = y[index] - asymptote - amplitude * shape[index];
      cost += weight[index] * residual * residual;
    }
    return cost;
  }

  private void solveAtBound(double bound) {
    double squares = 0;
    double cross = 0;
    for (int index = 0; index < y.length; index++) {
      squares += weight[index] * shape[index] * shape[index];
      cross += weight[index] * shape[index] * (y[index] - bound);
    }
    asymptote = bound;
    amplitude = cross / squares;
    shapeMean = 0;
    shapeSquares = squares;
  }

  /** Writes J'J (3 numbers) and J'r (2) at the place last looked at, Kaufman's J. */
  private void normalEquations(double[] to) {
    Arrays.fill(to, 0);
    int count = family.shapeParameters();
    double[] mean = new double[2];
    double[] along = new double[2];
    double total = 0;
    for (int index = 0; index < y.length; index++) {
      total += weight[index];
      double distance = shape[index] - shapeMean;
      for (int k = 0; k < count; k++) {
        mean[k] += weight[index] * derivatives[k][index];
        along[k] += weight[index] * derivatives[k][index] * distance;
      }
    }
    for (int k = 0; k < count; k++) {
      mean[k] = bounded ? 0 : mean[k] / total;
      along[k] /= shapeSquares;
    }
    for (int index = 0; index < y.length; index++) {
      double distance = shape[index] - shapeMean;
      double residual = y[index] - asymptote - amplitude * shape[index];
      double one = amplitude * (derivatives[0][index] - mean[0] - along[0] * distance);
      double other =
          count < 2 ? 0 : amplitude * (derivatives[1][index] - mean[1] - along[1] * distance);
      to[0] += weight[index] * one * one;
      to[1] += weight[index] * one * other;
      to[2] += weight[index] * other * other;
      to[3] += weight[index] * one * residual;
      to[4] += weight[index] * other * residual;
    }
  }
}
