package dev.almanac.analyses.trend;

/**
 * How weekly levels scatter about their mean beyond what the scatter of their runs explains: a
 * stationary autoregression of first order.
 *
 * @param variance its variance; 0 if the runs explain all
 * @param persistence its correlation from one week to the next, at least 0 and below 1
 */
record WeeklyNoise(double variance, double persistence) {

  /** Nothing but the scatter of the runs. */
  static final WeeklyNoise NONE = new WeeklyNoise(0, 0);

  WeeklyNoise {
    if (!(variance >= 0) || !(persistence >= 0 && persistence < 1)) {
      throw new IllegalArgumentException("Cannot scatter by " + variance + ", " + persistence);
    }
  }
}
