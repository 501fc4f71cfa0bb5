package dev.almanac.analyses.convergence;

/**
 * How a curve swings from point to point.
 *
 * @param autocorrelation lag-1 autocorrelation of the first differences; about -.5 for pure noise,
 *     towards 1 for a smooth curve; NaN of fewer than 5 points or of equal differences
 * @param signChanges share of neighbouring differences whose signs are opposite; NaN of fewer than
 *     5 points
 */
public record Oscillation(double autocorrelation, double signChanges) {

  /** Nothing known. */
  static final Oscillation NONE = new Oscillation(Double.NaN, Double.NaN);

  private static final int LEAST_POINTS = 5;

  /** Looks at the values of a curve. */
  static Oscillation of(double[] y) {
    if (y.length < LEAST_POINTS) {
      return NONE;
    }
    int count = y.length - 1;
    double mean = (y[count] - y[0]) / count;
    double products = 0;
    double squares = 0;
    int changes = 0;
    for (int index = 1; index <= count; index++) {
      double difference = y[index] - y[index - 1];
      squares += (difference - mean) * (difference - mean);
      if (index > 1) {
        double before = y[index - 1] - y[index - 2];
        products += (difference - mean) * (before - mean);
        changes += difference * before < 0 ? 1 : 0;
      }
    }
    return new Oscillation(
        squares > 0 ? products / squares : Double.NaN, (double) changes / (count - 1));
  }
}
