package dev.almanac.analyses.convergence;

import dev.almanac.analyses.direction.Direction;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Curves whose truth is known. */
final class Curves {

  private Curves() {}

  /** Values at steps 0, 1, 2 and so on. */
  static LoggedPoints points(double... values) {
    long[] steps = new long[values.length];
    Arrays.setAll(steps, index -> index);
    return points(steps, values);
  }

  static LoggedPoints points(long[] steps, double[] values) {
    double[] seconds = new double[values.length];
    Arrays.fill(seconds, Double.NaN);
    return new LoggedPoints(steps, seconds, values);
  }

  static Curve curve(double... values) {
    return CurveCleaning.clean(points(values));
  }

  /** A function of the step, with normal noise from a seed. */
  static double[] noisy(int size, double noise, long seed, DoubleUnaryOperator truth) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[size];
    Arrays.setAll(values, step -> truth.applyAsDouble(step) + noise * normal(random));
    return values;
  }

  static CurveFeatures features(double... values) {
    return CurveFeatures.of(curve(values), Direction.MIN, Optional.empty());
  }

  /** Box and Muller 1958. */
  private static double normal(SplittableRandom random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }
}
