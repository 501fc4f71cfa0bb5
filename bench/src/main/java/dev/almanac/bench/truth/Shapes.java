package dev.almanac.bench.truth;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** How a metric goes with one param, with random details. */
final class Shapes {
  private Shapes() {}

  /** A bend, a wave, a decay or an S. */
  static DoubleUnaryOperator smooth(SplittableRandom random) {
    double a = random.nextDouble(-1, 1);
    double rate = random.nextDouble(1, 4);
    double phase = random.nextDouble(0, 6);
    return switch (random.nextInt(4)) {
      case 0 -> u -> a * u + 1.2 * (u - .4) * (u - .4);
      case 1 -> u -> Math.sin(rate * 1.5 * u + phase) + .3 * a * u;
      case 2 -> u -> Math.exp(-rate * u) + .2 * a * u;
      default -> u -> 1 / (1 + Math.exp(-4 * rate * (u - .5)));
    };
  }

  /** One to three steps, on a slope in half of the cases. */
  static DoubleUnaryOperator stairs(SplittableRandom random) {
    int steps = 1 + random.nextInt(3);
    double[] at = random.doubles(steps, .1, .9).toArray();
    double[] height = random.doubles(steps, -1, 1).toArray();
    double slope = random.nextInt(2) * random.nextDouble(-.5, .5);
    return u -> {
      double sum = slope * u;
      for (int i = 0; i < steps; i++) {
        sum += u > at[i] ? height[i] + Math.copySign(.3, height[i]) : 0;
      }
      return sum;
    };
  }

  /** A cliff, a kink, a hinge with a jump, or a peak. */
  static DoubleUnaryOperator sharp(SplittableRandom random) {
    double centre = .2 + .6 * random.nextDouble();
    double rate = random.nextDouble(20, 80);
    return switch (random.nextInt(4)) {
      case 0 -> u -> 1 / (1 + Math.exp(-rate * (u - centre)));
      case 1 -> u -> Math.abs(u - centre);
      case 2 -> u -> Math.max(0, u - centre) + (u > centre ? .1 : 0);
      default -> u -> Math.exp(-rate * (u - centre) * (u - centre));
    };
  }

  /** Waves, more of them than a polynomial of usual degree follows. */
  static DoubleUnaryOperator wiggle(SplittableRandom random) {
    double rate = random.nextDouble(18, 32);
    double phase = random.nextDouble(0, 6);
    double slope = random.nextDouble(-1, 1);
    return u -> Math.sin(rate * u + phase) + slope * u;
  }

  /** A level for each of at most six choices. */
  static DoubleUnaryOperator table(SplittableRandom random) {
    double[] level = new double[16];
    for (int i = 0; i < level.length; i++) {
      level[i] = random.nextGaussian();
    }
    return u -> level[(int) (u * 6)];
  }

  /** Gives a shape mean 0 and variance 1 over a param. */
  static DoubleUnaryOperator standardised(DoubleUnaryOperator shape, SearchParam param) {
    double mean = 0;
    double square = 0;
    int points = 2000;
    for (int i = 0; i < points; i++) {
      double value = shape.applyAsDouble(param.seen((i + .5) / points));
      mean += value / points;
      square += value * value / points;
    }
    double centre = mean;
    double sd = Math.sqrt(Math.max(1e-12, square - mean * mean));
    return u -> (shape.applyAsDouble(u) - centre) / sd;
  }
}
