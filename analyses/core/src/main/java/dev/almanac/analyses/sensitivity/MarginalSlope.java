package dev.almanac.analyses.sensitivity;

import java.util.Arrays;

/**
 * The slope of a marginal curve from one end of the searched range to the other, in metric units: a
 * line through the points near which there are runs, each weighing as many. How the errors of
 * neighbouring points go together is in the draws.
 *
 * @param mean mean over the draws; NaN if unknown
 * @param sd standard deviation over the draws; NaN if unknown
 */
record MarginalSlope(double mean, double sd) {
  /** There is no slope. */
  static final MarginalSlope UNKNOWN = new MarginalSlope(Double.NaN, Double.NaN);

  /**
   * Fit the line to each draw.
   *
   * @param at unit positions of the points
   * @param runs how many runs are near each of them
   * @param draws {@code [draw][point]}, standardised; further points are not looked at
   */
  static MarginalSlope of(double[] at, int[] runs, double[][] draws, Response response) {
    double weight = 0;
    double centre = 0;
    for (int i = 0; i < at.length; i++) {
      weight += runs[i];
      centre += runs[i] * at[i];
    }
    double[] levers = new double[at.length];
    double squares = 0;
    for (int i = 0; i < at.length && weight > 0; i++) {
      levers[i] = runs[i] * (at[i] - centre / weight);
      squares += levers[i] * (at[i] - centre / weight);
    }
    if (!(squares > 0)) {
      return UNKNOWN;
    }
    double[] slopes = new double[draws.length];
    for (int draw = 0; draw < slopes.length; draw++) {
      for (int i = 0; i < at.length; i++) {
        slopes[draw] += levers[i] * response.toMetric(draws[draw][i]) / squares;
      }
    }
    double mean = Arrays.stream(slopes).average().orElse(Double.NaN);
    double scatter = Arrays.stream(slopes).map(slope -> (slope - mean) * (slope - mean)).sum();
    return new MarginalSlope(mean, Math.sqrt(scatter / Math.max(1, slopes.length - 1)));
  }
}
