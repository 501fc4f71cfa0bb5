package dev.almanac.analyses.stopping;

import dev.almanac.analyses.curvefit.Bounds;
import dev.almanac.analyses.curvefit.Forecaster;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Forecasts of the end of each run at a quarter, half and three quarters of the way. The length of
 * the way is taken as planned, and so known from the beginning.
 */
final class RunForecasts {

  private static final double[] SHARES = {0.25, 0.5, 0.75};
  private static final double[] NONE = {Double.NaN, Double.NaN};

  private final double first;
  private final double horizon;
  private final Bounds bounds;
  private final Forecaster forecaster = new Forecaster();
  private final Map<String, double[]> ends = new HashMap<>();

  /**
   * Prepares.
   *
   * @param first where the way begins
   * @param horizon where it ends
   * @param bounds of the values, lower being better
   */
  RunForecasts(double first, double horizon, Bounds bounds) {
    this.first = first;
    this.horizon = horizon;
    this.bounds = bounds;
  }

  double horizon() {
    return horizon;
  }

  /** Returns the x of a moment, from 0. */
  double moment(int index) {
    return first + SHARES[index] * (horizon - first);
  }

  /** Returns the moment that a run has just reached at a place; -1 if none. */
  int momentAt(ReplayedRun run, int place) {
    int now = passed(run.xAt(place));
    int before = -1;
    for (int earlier = place - 1; earlier >= 0; earlier--) {
      if (run.fresh()[earlier]) {
        before = passed(run.xAt(earlier));
        break;
      }
    }
    return now > before ? now : -1;
  }

  /** Returns the ends of the 90 % interval of a run's end, from what it had logged; or NaN. */
  double[] ends(ReplayedRun run, int moment) {
    return ends.computeIfAbsent(
        run.run().runKey() + '\n' + moment, unused -> compute(run.run(), moment));
  }

  private double[] compute(LoggedRun run, int moment) {
    int count = 0;
    while (count < run.x().length && run.x()[count] <= moment(moment)) {
      count++;
    }
    if (count < Forecaster.LEAST_POINTS) {
      return NONE;
    }
    return forecaster
        .forecast(
            Arrays.copyOf(run.x(), count),
            Arrays.copyOf(run.y(), count),
            horizon,
            bounds,
            run.runKey().hashCode())
        .map(forecast -> new double[] {forecast.low(), forecast.high()})
        .orElse(NONE);
  }

  private int passed(double x) {
    int passed = -1;
    while (passed + 1 < SHARES.length && x >= moment(passed + 1)) {
      passed++;
    }
    return passed;
  }
}
