package dev.almanac.analyses.sensitivity;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The noise variance given the residual: Jeffreys' prior, cut off below, because with more columns
 * than runs the likelihood alone would let the noise vanish.
 */
final class NoiseModel {
  /** Least noise variance, as a share of the metric's variance. */
  static final double LOWEST = 1e-4;

  private NoiseModel() {}

  /** Draw the variance: inverse gamma with shape freedom/2 and scale residual/2. */
  static double draw(double residualSquare, double freedom, SplittableRandom random) {
    double variance = 0.5 * residualSquare / gamma(0.5 * freedom, random);
    return Math.max(LOWEST, variance);
  }

  /** Draw from a gamma law of scale 1 and shape ≥ ½ (Marsaglia &amp; Tsang, ACM TOMS 26, 2000). */
  static double gamma(double shape, RandomGenerator random) {
    if (shape < 1) {
      return gamma(shape + 1, random) * Math.pow(1 - random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = 1 + c * x;
      if (v > 0) {
        v = v * v * v;
        double u = 1 - random.nextDouble();
        if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
          return d * v;
        }
      }
    }
  }
}
