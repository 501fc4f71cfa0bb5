package dev.almanac.analyses.statistics;

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
