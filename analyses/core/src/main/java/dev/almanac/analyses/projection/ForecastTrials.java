package dev.almanac.analyses.projection;

import dev.almanac.analyses.curvefit.Forecast;
import java.util.Arrays;
import java.util.List;

/**
 * Forecasts of runs whose end is known, and what follows for others: whether families may speak,
 * and by how much intervals are widened.
 *
 * <p>The widening is split-conformal, as in Romano, Patterson and Candes, "Conformalized quantile
 * regression" (NeurIPS 2019): the 90 % quantile of how far the ends lay outside of the intervals.
 *
 * @param trials the forecasts, silenced already where families may not speak
 * @param extrapolated how many of them a family spoke on before
 * @param error mean absolute error of these; NaN of none
 * @param lastError mean absolute error of the last value on these
 * @param speaks whether families may speak
 * @param coverage share of ends within widened intervals, each widened by the other runs; NaN of
 *     too few
 */
record ForecastTrials(
    List<Trial> trials,
    int extrapolated,
    double error,
    double lastError,
    boolean speaks,
    double coverage) {

  /** Fewer finished runs give no 90 % quantile. */
  static final int LEAST_FOR_QUANTILE = 9;

  private static final double LEVEL = 0.9;

  /** Fewer trials do not overrule a curve's own back-test. */
  private static final int LEAST_TO_SILENCE = 5;

  /** Copies the list. */
  ForecastTrials {
    trials = List.copyOf(trials);
  }

  /**
   * One run.
   *
   * @param actual the level at its end
   */
  record Trial(String runKey, Forecast forecast, double actual) {

    /** Returns how far the end lies outside of the interval; negative inside; NaN without one. */
    double miss() {
      return Math.max(forecast.low() - actual, actual - forecast.high());
    }
  }

  static ForecastTrials of(List<Trial> trials) {
    int extrapolated = 0;
    double error = 0;
    double lastError = 0;
    for (Trial trial : trials) {
      if (trial.forecast().extrapolates()) {
        extrapolated++;
        error += Math.abs(trial.forecast().value() - trial.actual());
        lastError += Math.abs(trial.forecast().lastValue() - trial.actual());
      }
    }
    boolean speaks = extrapolated < LEAST_TO_SILENCE || error < lastError;
    List<Trial> said =
        speaks
            ? trials
            : trials.stream()
                .map(
                    trial -> new Trial(trial.runKey(), trial.forecast().silenced(), trial.actual()))
                .toList();
    ForecastTrials uncovered =
        new ForecastTrials(
            said, extrapolated, error / extrapolated, lastError / extrapolated, speaks, Double.NaN);
    return new ForecastTrials(
        said,
        extrapolated,
        uncovered.error(),
        uncovered.lastError(),
        speaks,
        uncovered.leaveOneOut());
  }

  /** Returns the share of ends within the curves' own intervals; NaN of none. */
  double coverageBefore() {
    return Arrays.stream(misses("")).filter(miss -> miss <= 0).count() / (double) count();
  }

  /** Returns by how much to move the ends of an interval; NaN if there are too few runs. */
  double widening(String exceptRun) {
    double[] misses = misses(exceptRun);
    if (misses.length < LEAST_FOR_QUANTILE) {
      return Double.NaN;
    }
    Arrays.sort(misses);
    int rank = (int) Math.ceil(LEVEL * (misses.length + 1));
    return misses[Math.min(rank, misses.length) - 1];
  }

  private double leaveOneOut() {
    if (count() <= LEAST_FOR_QUANTILE) {
      return Double.NaN;
    }
    long covered =
        trials.stream()
            .filter(trial -> !Double.isNaN(trial.miss()))
            .filter(trial -> trial.miss() <= widening(trial.runKey()))
            .count();
    return (double) covered / count();
  }

  /** Returns how many runs have an interval. */
  int count() {
    return misses("").length;
  }

  private double[] misses(String exceptRun) {
    return trials.stream()
        .filter(trial -> !trial.runKey().equals(exceptRun))
        .mapToDouble(Trial::miss)
        .filter(miss -> !Double.isNaN(miss))
        .toArray();
  }
}
