package dev.almanac.bench.truth;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** How runs choose their points. */
enum RunSampler {
  /** Random search. */
  RANDOM {
    @Override
    double[] next(
        int params, double[][] before, double[] metric, int run, SplittableRandom random) {
      return random.doubles(params).toArray();
    }
  },

  /** Uniform alone, but the second param goes with the first (rank correlation about .7). */
  CORRELATED {
    @Override
    double[] next(
        int params, double[][] before, double[] metric, int run, SplittableRandom random) {
      double[] point = random.doubles(params).toArray();
      double moved = point[0] + .4 * (2 * random.nextDouble() - 1) * .9;
      // Folded back at the ends, so that its own distribution stays flat.
      point[1] = moved < 0 ? -moved : moved >= 1 ? Math.nextDown(2 - moved) : moved;
      return point;
    }
  },

  /** Random search; the noise is Student's with three degrees of freedom, of the same variance. */
  HEAVY_TAILED {
    @Override
    double[] next(
        int params, double[][] before, double[] metric, int run, SplittableRandom random) {
      return random.doubles(params).toArray();
    }

    @Override
    double noise(SplittableRandom random) {
      double square = 0;
      for (int i = 0; i < 3; i++) {
        double part = random.nextGaussian();
        square += part * part;
      }
      return random.nextGaussian() / Math.sqrt(square);
    }
  },

  /** A tenth at random; then three of four near one of the best tenth so far. */
  OPTIMISER {
    @Override
    double[] next(
        int params, double[][] before, double[] metric, int run, SplittableRandom random) {
      double[] point = random.doubles(params).toArray();
      if (run < Math.max(10, metric.length / 10) || random.nextInt(4) == 0) {
        return point;
      }
      int[] best =
          IntStream.range(0, run)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer other) -> metric[other]))
              .limit(Math.max(3, run / 10))
              .mapToInt(Integer::intValue)
              .toArray();
      double[] centre = before[best[random.nextInt(best.length)]];
      for (int p = 0; p < params; p++) {
        if (random.nextInt(5) > 0) {
          double moved = centre[p] + .12 * random.nextGaussian();
          point[p] = Math.max(0, Math.min(Math.nextDown(1.0), moved));
        }
      }
      return point;
    }
  };

  /**
   * Returns the next point of [0, 1)ᵖ.
   *
   * @param params number of params
   * @param before points of the runs before
   * @param metric their metrics, to be minimised; its length is the number of all runs
   * @param run index of this run
   * @param random source of chance
   */
  abstract double[] next(
      int params, double[][] before, double[] metric, int run, SplittableRandom random);

  /** Returns the noise of one run, of mean 0 and variance 1. */
  double noise(SplittableRandom random) {
    return random.nextGaussian();
  }
}
