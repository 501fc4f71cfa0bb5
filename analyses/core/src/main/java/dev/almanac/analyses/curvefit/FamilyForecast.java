package dev.almanac.analyses.curvefit;

import org.jspecify.annotations.Nullable;

/**
 * What one family says of a value further on, and whether it may.
 *
 * @param fit the family, fitted to all points
 * @param value what it says
 * @param holdoutError mean absolute error on the last fifth, fitted to what comes before; NaN if
 *     there are too few points to try
 * @param lastError the same of the last value before the last fifth
 * @param trialError mean absolute error at the end, fitted to as small a share of the points as
 *     they are of the horizon; NaN if there are too few
 * @param trialLastError the same of the last value
 * @param silence why it may not speak, in a word; null if it may
 * @param weight its share in the forecast; 0 if it may not speak
 */
public record FamilyForecast(
    FittedCurve fit,
    double value,
    double holdoutError,
    double lastError,
    double trialError,
    double trialLastError,
    @Nullable String silence,
    double weight) {

  /** Tells whether it takes part in the forecast. */
  public boolean speaks() {
    return silence == null;
  }

  FamilyForecast weighing(double share) {
    return new FamilyForecast(
        fit, value, holdoutError, lastError, trialError, trialLastError, silence, share);
  }
}
