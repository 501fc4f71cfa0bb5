package dev.almanac.analyses.curvefit;

import dev.almanac.analyses.statistics.OrderStatistics;

/** Fits the first points of a curve and looks how far off the others are. */
final class BackTest {

  private final CurvePoints points;
  private final CurvePoints training;
  private final int from;
  private final CurveFitter fitter;

  /**
   * Prepares.
   *
   * @param count how many points are fitted
   * @param from the first point that is looked at, {@code count} or later
   */
  BackTest(CurvePoints points, int count, int from, CurveFitter fitter) {
    this.points = points;
    this.training = points.first(count);
    this.from = from;
    this.fitter = fitter;
  }

  /** Returns the mean absolute error of a family, by weight; NaN if it cannot be fitted. */
  double error(Family family, Bounds bounds) {
    FittedCurve fit = fitter.fit(family, training.y(), points.axis(), bounds, true);
    double sum = 0;
    double total = 0;
    for (int index = from; index < points.size(); index++) {
      double said = fit.at(points.axis().toStep(points.u()[index]));
      sum += points.weight()[index] * Math.abs(said - points.y()[index]);
      total += points.weight()[index];
    }
    return sum / total;
  }

  /** Returns the same of the last value that was fitted. */
  double lastError() {
    return constantError(training.lastValue());
  }

  /** Returns the same of the median of the last fifth that was fitted. */
  double levelError() {
    int size = training.size();
    return constantError(OrderStatistics.median(training.y(), size - Math.max(1, size / 5), size));
  }

  private double constantError(double last) {
    double sum = 0;
    double total = 0;
    for (int index = from; index < points.size(); index++) {
      sum += points.weight()[index] * Math.abs(last - points.y()[index]);
      total += points.weight()[index];
    }
    return sum / total;
  }
}
