package dev.almanac.analyses.convergence;

/** The noise of a curve, for other analyses. */
public final class CurveNoise {

  private CurveNoise() {}

  /** Returns the sd of the noise from point to point; NaN of fewer than 4 values. */
  public static double of(double[] values) {
    return SmoothCurve.noiseSd(values);
  }
}
