package dev.almanac.analyses.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Adjusts p-values of many tests so that few of the findings are false. */
public final class FalseDiscovery {

  private FalseDiscovery() {}

  /**
   * Returns the p-values adjusted by Benjamini and Hochberg (J. R. Stat. Soc. B 57, 1995): keeping
   * those at or below q leaves an expected share of at most q of false ones. NaN, a test that was
   * not made, stays NaN and does not count.
   */
  public static double[] adjusted(double[] p) {
    return adjusted(p, 0);
  }

  /**
   * Returns the p-values adjusted by Benjamini and Yekutieli (Ann. Stat. 29, 2001), which holds
   * however the tests depend on one another. NaN stays NaN and does not count.
   */
  public static double[] adjustedDependent(double[] p) {
    double[] adjusted = adjusted(p);
    long made = Arrays.stream(p).filter(each -> !Double.isNaN(each)).count();
    double harmonic = 0;
    for (long test = made; test >= 1; test--) {
      harmonic += 1.0 / test;
    }
    for (int test = 0; test < adjusted.length; test++) {
      adjusted[test] = Math.min(1, adjusted[test] * harmonic);
    }
    return adjusted;
  }

  /**
   * Returns the p-values adjusted as {@link #adjusted(double[])} does, for more tests than have
   * one.
   *
   * @param tests how many tests there were, those with nothing to report included
   */
  public static double[] adjusted(double[] p, int tests) {
    double[] adjusted = p.clone();
    int[] made =
        IntStream.range(0, p.length)
            .filter(test -> !Double.isNaN(p[test]))
            .boxed()
            .sorted(Comparator.comparingDouble(test -> p[test]))
            .mapToInt(Integer::intValue)
            .toArray();
    int all = Math.max(tests, made.length);
    double least = 1;
    for (int place = made.length - 1; place >= 0; place--) {
      least = Math.min(least, p[made[place]] * all / (place + 1));
      adjusted[made[place]] = least;
    }
    return adjusted;
  }
}
