package dev.almanac.analyses.curvefit;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Curves whose truth is known. */
final class TrueCurves {

  private TrueCurves() {}

  /** Returns 1, 2, 3 and so on. */
  static double[] steps(int count) {
    double[] steps = new double[count];
    Arrays.setAll(steps, index -> index + 1);
    return steps;
  }

  /** A function of the steps 1, 2, 3 and so on, with normal noise from a seed. */
  static double[] noisy(int count, double noise, long seed, DoubleUnaryOperator truth) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[count];
    Arrays.setAll(values, index -> truth.applyAsDouble(index + 1) + noise * normal(random));
    return values;
  }

  /** Box and Muller 1958. */
  private static double normal(SplittableRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
