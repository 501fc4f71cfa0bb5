package dev.almanac.analyses.pooling;

/**
 * One project's estimate of an effect.
 *
 * @param effect the estimate, finite
 * @param variance its variance, finite and above 0
 */
public record Study(double effect, double variance) {

  /** Checks that both are finite and the variance is above 0. */
  public Study {
    if (!Double.isFinite(effect) || !Double.isFinite(variance) || !(variance > 0)) {
      throw new IllegalArgumentException(
          "Cannot pool the effect " + effect + " with the variance " + variance);
    }
  }
}
