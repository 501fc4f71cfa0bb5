package dev.almanac.analyses.curvefit;

import static dev.almanac.analyses.curvefit.Family.VAP3;

/**
 * One family, fitted.
 *
 * @param family the family
 * @param axis how steps become its u
 * @param firstU u of the first point
 * @param p1 asymptote A; of {@link Family#LAST1} the value; of {@link Family#VAP3} a
 * @param p2 amplitude B; of {@link Family#VAP3} b; NaN where there is none
 * @param p3 first shape parameter; of {@link Family#VAP3} c; NaN where there is none
 * @param p4 second shape parameter; NaN where there is none
 * @param bounded whether the asymptote lies at a bound rather than where the points want it
 * @param rmse root of the mean squared residual, by weight
 * @param aicc Akaike's information criterion, corrected for few points; infinite if there are too
 *     few
 * @param converged whether the search came to rest inside of the range of the shape parameters
 */
public record FittedCurve(
    Family family,
    StepAxis axis,
    double firstU,
    double p1,
    double p2,
    double p3,
    double p4,
    boolean bounded,
    double rmse,
    double aicc,
    boolean converged) {

  /** Returns the value at a step. */
  public double at(double step) {
    double u = axis.toU(step);
    return switch (family) {
      case LAST1 -> p1;
      case VAP3 -> Math.exp(p1 + p2 / u + p3 * Math.log(u));
      default -> p1 + p2 * shapeAt(u).shape();
    };
  }

  /** Returns the value that the family tends to; NaN if it tends to none. */
  public double asymptote() {
    return family == VAP3 ? Double.NaN : p1;
  }

  /**
   * Tells whether the curve moves faster over the last fifth before a step than over the fifth
   * before it: on the near side of its turning point, from where nobody can say how far it goes.
   */
  boolean gainsSpeedBefore(double step) {
    double u = axis.toU(step);
    double fifth = (u - firstU) / 5;
    double end = at(step);
    double before = at(axis.toStep(u - fifth));
    double earlier = at(axis.toStep(u - 2 * fifth));
    return Math.abs(end - before) > Math.abs(before - earlier);
  }

  /** Returns the derivatives of the value at a step by the parameters, in the fitter's order. */
  double[] gradientAt(double step) {
    double u = axis.toU(step);
    if (family == VAP3) {
      double value = at(step);
      return new double[] {value, value / u, value * Math.log(u)};
    }
    if (family == Family.LAST1) {
      return new double[] {1};
    }
    ShapeAt shape = shapeAt(u);
    int from = bounded ? 0 : 1;
    double[] gradient = new double[from + 1 + family.shapeParameters()];
    if (!bounded) {
      gradient[0] = 1;
    }
    gradient[from] = shape.shape();
    for (int index = 0; index < family.shapeParameters(); index++) {
      gradient[from + 1 + index] = p2 * shape.derivatives()[index][0];
    }
    return gradient;
  }

  private ShapeAt shapeAt(double u) {
    double[] shape = new double[1];
    double[][] derivatives = new double[2][1];
    family.shape(
        new double[] {u},
        new double[] {Math.log(u)},
        new double[] {Math.log(p3), Math.log(p4)},
        firstU,
        shape,
        derivatives);
    return new ShapeAt(shape[0], derivatives);
  }

  @SuppressWarnings("ArrayRecordComponent") // read-only by contract
  private record ShapeAt(double shape, double[][] derivatives) {}
}
