package dev.almanac.analyses.curvefit;

import java.util.Arrays;

/**
 * How fast curves fall or rise: the power of {@link Family#POW3} and the half-life of {@link
 * Family#EXP3}. Not safe for use by several threads: curves over the same places share the grids of
 * the search.
 */
public final class LearningRates {

  private static final int LEAST_POINTS = 8;
  private static final int PARAMETERS = 3;

  /** Quantile .975 of the standard normal distribution. */
  private static final double Z_95 = 1.959963984540054;

  private CurveFitter fitter = new CurveFitter(new double[] {1, 2, 3}, new double[] {1, 1, 1});

  /** Creates one. */
  public LearningRates() {}

  /**
   * A rate with its 95 % interval, residuals taken as independent; all NaN if it cannot be said.
   *
   * @param value the rate
   * @param low lower end
   * @param high upper end
   */
  public record Rate(double value, double low, double high) {

    static final Rate UNKNOWN = new Rate(Double.NaN, Double.NaN, Double.NaN);
  }

  /**
   * Both rates of a curve.
   *
   * @param power the exponent of the power law; without a unit
   * @param halfLife the x in which an exponential comes half of the way nearer to its asymptote
   */
  public record Rates(Rate power, Rate halfLife) {

    /** Nothing can be said. */
    public static final Rates UNKNOWN = new Rates(Rate.UNKNOWN, Rate.UNKNOWN);
  }

  /**
   * Fits both families.
   *
   * @param x strictly rising
   * @param y finite, one for each x
   */
  public Rates of(double[] x, double[] y) {
    if (x.length < LEAST_POINTS) {
      return Rates.UNKNOWN;
    }
    CurvePoints points = CurvePoints.of(x, y);
    if (points.size() < LEAST_POINTS) {
      return Rates.UNKNOWN;
    }
    if (!fitter.fits(points.u(), points.weight())) {
      fitter = new CurveFitter(points.u(), points.weight());
    }
    Rate rate = rate(Family.EXP3, points);
    double unit = Math.log(2) * points.axis().unit();
    return new Rates(
        rate(Family.POW3, points),
        new Rate(unit / rate.value(), unit / rate.high(), unit / rate.low()));
  }

  private Rate rate(Family family, CurvePoints points) {
    FittedCurve fit =
        fitter.fit(family, points.y(), points.axis(), Bounds.of(points.y(), false), true);
    double information = fitter.shapeInformation();
    double squares = fit.rmse() * fit.rmse() * Arrays.stream(points.weight()).sum();
    double variance = squares / (points.size() - PARAMETERS) / information;
    double factor = Math.exp(Z_95 * Math.sqrt(variance));
    // A factor of 10 either way says nothing.
    return fit.converged() && factor <= 10
        ? new Rate(fit.p3(), fit.p3() / factor, fit.p3() * factor)
        : Rate.UNKNOWN;
  }
}
