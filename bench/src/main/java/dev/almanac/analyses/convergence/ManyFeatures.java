package dev.almanac.analyses.convergence;

import dev.almanac.analyses.direction.Direction;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Many noisy learning curves, and what computing the features of them all costs. Curves are drawn
 * from a pool of 1,000, so that they fit into memory; each is cleaned afresh.
 */
public final class ManyFeatures {

  private static final int POOL = 1_000;

  private final LoggedPoints[] pool = new LoggedPoints[POOL];

  /** Draws the pool: power laws of which one in ten spikes, one in twenty runs away. */
  public ManyFeatures(int points) {
    SplittableRandom random = new SplittableRandom(points);
    for (int curve = 0; curve < POOL; curve++) {
      pool[curve] = curve(points, curve, random);
    }
  }

  private static LoggedPoints curve(int points, int number, SplittableRandom random) {
    long[] steps = new long[points];
    double[] seconds = new double[points];
    double[] values = new double[points];
    double speed = .3 + random.nextDouble();
    double scale = .01 + .1 * random.nextDouble();
    for (int point = 0; point < points; point++) {
      steps[point] = point;
      seconds[point] = point;
      double noise = 1 + scale * (random.nextDouble() + random.nextDouble() - 1);
      values[point] = (.1 + 2 * StrictMath.pow(point + 1.0, -speed)) * noise;
      if (number % 10 == 3 && random.nextInt(300) == 0) {
        values[point] *= 4;
      }
      if (number % 20 == 7 && point > .6 * points) {
        values[point] *= StrictMath.exp((point - .6 * points) / 50);
      }
    }
    return new LoggedPoints(steps, seconds, values);
  }

  /** Computes the features of so many curves, each part of them on a thread. */
  public void features(int curves, int threads) {
    LongAdder unknown = new LongAdder();
    IntStream.range(0, threads)
        .parallel()
        .forEach(
            part -> {
              for (int curve = part; curve < curves; curve += threads) {
                Curve clean = CurveCleaning.clean(pool[curve % POOL]);
                CurveFeatures features = CurveFeatures.of(clean, Direction.MIN, Optional.empty());
                if (Double.isNaN(features.finalLevel())) {
                  unknown.increment();
                }
              }
            });
    if (unknown.sum() > 0) {
      throw new IllegalStateException(unknown.sum() + " curves have no final level");
    }
  }
}
