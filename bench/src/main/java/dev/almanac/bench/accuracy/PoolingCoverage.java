package dev.almanac.bench.accuracy;

import dev.almanac.analyses.pooling.Estimator;
import dev.almanac.analyses.pooling.Pooled;
import dev.almanac.analyses.pooling.RandomEffects;
import dev.almanac.analyses.pooling.Study;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How often the 95 % interval of the pooled effect holds the true one, over numbers of studies and
 * sizes of the variance between them. The variances that the studies state are those of a sample of
 * 20 to 200 runs, so they are estimates themselves.
 */
public final class PoolingCoverage {

  private static final int TRIALS = 20_000;
  private static final double TRUTH = 0.3;
  private static final int[] STUDIES = {3, 5, 10, 20};
  private static final double[] BETWEEN = {0, 0.05, 0.2, 1};

  private PoolingCoverage() {}

  /** Prints one table; equal on every machine. */
  public static void main(String[] arguments) {
    System.out.println(
        "| k | I² about | Paule-Mandel + HKSJ | DerSimonian-Laird | fixed | next project |");
    System.out.println("|--:|--:|--:|--:|--:|--:|");
    for (int k : STUDIES) {
      for (double between : BETWEEN) {
        System.out.println(
            line(k, between, new SplittableRandom(k * 1000L + (long) (between * 100))));
      }
    }
  }

  private static String line(int k, double between, SplittableRandom random) {
    int[] held = new int[Estimator.values().length];
    int next = 0;
    double scatter = 0;
    for (int trial = 0; trial < TRIALS; trial++) {
      List<Study> studies = new ArrayList<>();
      for (int study = 0; study < k; study++) {
        studies.add(study(between, random));
      }
      for (Estimator estimator : Estimator.values()) {
        Pooled pooled = RandomEffects.pool(studies, estimator);
        held[estimator.ordinal()] += holds(TRUTH, pooled.low(), pooled.high());
        if (estimator == Estimator.PAULE_MANDEL) {
          double effect = TRUTH + Math.sqrt(between) * random.nextGaussian();
          next += holds(effect, pooled.predictionLow(), pooled.predictionHigh());
          scatter += pooled.i2() / TRIALS;
        }
      }
    }
    return String.format(
        Locale.ROOT,
        "| %d | %.0f %% | %.3f | %.3f | %.3f | %.3f |",
        k,
        100 * scatter,
        (double) held[Estimator.PAULE_MANDEL.ordinal()] / TRIALS,
        (double) held[Estimator.DERSIMONIAN_LAIRD.ordinal()] / TRIALS,
        (double) held[Estimator.FIXED.ordinal()] / TRIALS,
        (double) next / TRIALS);
  }

  private static Study study(double between, SplittableRandom random) {
    int runs = 20 + random.nextInt(181);
    double variance = 4.0 / runs;
    double effect =
        TRUTH
            + Math.sqrt(between) * random.nextGaussian()
            + Math.sqrt(variance) * random.nextGaussian();
    double squares = 0;
    for (int degree = 0; degree < runs - 2; degree++) {
      double value = random.nextGaussian();
      squares += value * value;
    }
    return new Study(effect, variance * squares / (runs - 2));
  }

  private static int holds(double truth, double low, double high) {
    return truth >= low && truth <= high ? 1 : 0;
  }
}
