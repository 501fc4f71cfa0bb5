package dev.almanac.analyses.trend;

import java.util.Arrays;

/**
 * A series of levels whose uncertainty is known, in which steps are looked for.
 *
 * @param series full weeks only
 * @param variances positive sampling variance of each value
 */
record SteppingSeries(WeekSeries series, double[] variances) {

  SteppingSeries {
    if (variances.length != series.points().size()) {
      throw new IllegalArgumentException(
          variances.length + " variances for " + series.points().size() + " weeks");
    }
  }

  /** Tells whether there are enough weeks to see a shape. */
  boolean isLongEnough() {
    return variances.length >= LevelChoice.LEAST_SERIES;
  }

  /** Chooses the shape. */
  LevelShape shape() {
    return LevelChoice.of(series.weeks(), series.values(), variances);
  }

  /** Returns how much the penalised fit suffers without a step. */
  double gain(LevelShape shape, int step) {
    return LevelChoice.gain(shape, step, series.weeks(), series.values(), variances);
  }

  /** Returns the mean of a range of weeks, weighted by how well each is known. */
  double mean(int from, int to) {
    double[] values = series.values();
    double weight = 0;
    double sum = 0;
    for (int week = from; week < to; week++) {
      weight += 1 / variances[week];
      sum += values[week] / variances[week];
    }
    return sum / weight;
  }

  /** Returns the runs of a range of weeks. */
  long runs(int from, int to) {
    return series.points().subList(from, to).stream().mapToLong(WeekSeries.Point::n).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SteppingSeries that
        && series.equals(that.series)
        && Arrays.equals(variances, that.variances);
  }

  @Override
  public int hashCode() {
    return 31 * series.hashCode() + Arrays.hashCode(variances);
  }

  @Override
  public String toString() {
    return series + " ± " + Arrays.toString(variances);
  }
}
