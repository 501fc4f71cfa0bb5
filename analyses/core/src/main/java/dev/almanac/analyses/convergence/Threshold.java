package dev.almanac.analyses.convergence;

/**
 * Where a curve first reaches a value.
 *
 * @param kind which value
 * @param value the value, in the metric's own orientation
 * @param xReached x at which it is reached; NaN if it is not
 * @param xCensored if it is not reached, the last x of the curve: it takes at least that long; else
 *     NaN
 */
public record Threshold(String kind, double value, double xReached, double xCensored) {

  /** Tells whether the value is reached. */
  public boolean reached() {
    return !Double.isNaN(xReached);
  }
}
