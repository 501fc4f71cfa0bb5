package dev.almanac.analyses.curvefit;

import dev.almanac.analyses.statistics.OrderStatistics;

/**
 * How steps become the u of {@link Family}: {@code u = (step - origin) / unit}.
 *
 * @param origin the step where u is 0
 * @param unit steps in one u, above 0
 */
public record StepAxis(double origin, double unit) {

  /** Chooses an axis on which the first of some strictly rising steps is at 1. */
  static StepAxis of(double[] steps) {
    double first = steps[0];
    if (first > 0) {
      return new StepAxis(0, first);
    }
    if (steps.length < 2) {
      return new StepAxis(first - 1, 1);
    }
    double[] distances = new double[steps.length - 1];
    for (int index = 1; index < steps.length; index++) {
      distances[index - 1] = steps[index] - steps[index - 1];
    }
    double unit = OrderStatistics.median(distances, 0, distances.length);
    return new StepAxis(first - unit, unit);
  }

  double toU(double step) {
    return (step - origin) / unit;
  }

  double toStep(double u) {
    return origin + u * unit;
  }
}
