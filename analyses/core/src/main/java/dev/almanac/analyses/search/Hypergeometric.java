package dev.almanac.analyses.search;

import dev.almanac.analyses.statistics.SpecialFunctions;

/** Draws without putting back: Fisher's exact test of a two by two table. */
public final class Hypergeometric {
  private Hypergeometric() {}

  /**
   * Return the probability that of {@code drawn} out of {@code all}, {@code marked} of which are
   * marked, at least {@code hits} are marked.
   */
  public static double atLeast(int hits, int drawn, int marked, int all) {
    double sum = 0;
    int most = Math.min(drawn, marked);
    for (int k = Math.max(hits, Math.max(0, drawn + marked - all)); k <= most; k++) {
      sum += Math.exp(choose(marked, k) + choose(all - marked, drawn - k) - choose(all, drawn));
    }
    return Math.min(1, sum);
  }

  /** Return twice the smaller of the tails, at most 1. */
  static double twoSided(int hits, int drawn, int marked, int all) {
    double above = atLeast(hits, drawn, marked, all);
    double below = atLeast(drawn - hits, drawn, all - marked, all);
    return Math.min(1, 2 * Math.min(above, below));
  }

  private static double choose(int n, int k) {
    return SpecialFunctions.logGamma(n + 1.0)
        - SpecialFunctions.logGamma(k + 1.0)
        - SpecialFunctions.logGamma(n - k + 1.0);
  }
}
