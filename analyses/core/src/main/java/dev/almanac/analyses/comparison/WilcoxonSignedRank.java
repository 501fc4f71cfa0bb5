package dev.almanac.analyses.comparison;

import dev.almanac.analyses.statistics.SpecialFunctions;
import java.util.Arrays;

/**
 * Wilcoxon's signed-rank test of paired differences (Biometrics Bulletin 1, 1945). Zeros are left
 * out. Exact, ties included, up to {@value #MOST_EXACT} differences; normal beyond.
 */
final class WilcoxonSignedRank {

  private static final int MOST_EXACT = 50;

  private WilcoxonSignedRank() {}

  /** Returns the two-sided p value; 1 if no difference is other than zero. */
  static double probability(double[] differences) {
    double[] real = Arrays.stream(differences).filter(value -> value != 0).toArray();
    if (real.length == 0) {
      return 1;
    }
    int[] doubledRanks = doubledRanks(real);
    int total = 0;
    int positive = 0;
    for (int index = 0; index < real.length; index++) {
      total += doubledRanks[index];
      positive += real[index] > 0 ? doubledRanks[index] : 0;
    }
    int smaller = Math.min(positive, total - positive);
    return real.length <= MOST_EXACT
        ? exact(doubledRanks, total, smaller)
        : normal(doubledRanks, total, smaller);
  }

  /** Ranks of the sizes; doubled so that shared ranks are whole numbers too. */
  private static int[] doubledRanks(double[] values) {
    int[] ranks = new int[values.length];
    for (int index = 0; index < values.length; index++) {
      int less = 0;
      int equal = 0;
      for (double other : values) {
        less += Math.abs(other) < Math.abs(values[index]) ? 1 : 0;
        equal += Math.abs(other) == Math.abs(values[index]) ? 1 : 0;
      }
      ranks[index] = 2 * less + equal + 1;
    }
    return ranks;
  }

  /** Counts the signs that give at most the smaller sum, all of them being equally likely. */
  private static double exact(int[] ranks, int total, int smaller) {
    double[] ways = new double[total + 1];
    ways[0] = 1;
    int reached = 0;
    for (int rank : ranks) {
      for (int sum = reached; sum >= 0; sum--) {
        ways[sum + rank] += ways[sum];
      }
      reached += rank;
    }
    double few = 0;
    for (int sum = 0; sum <= smaller; sum++) {
      few += ways[sum];
    }
    return Math.min(1, 2 * few * Math.pow(2, -ranks.length));
  }

  /** The sum of independent signed ranks has variance Σr²/4, ties included. */
  private static double normal(int[] ranks, int total, int smaller) {
    double squares = 0;
    for (int rank : ranks) {
      squares += (double) rank * rank;
    }
    double z = (total / 2.0 - smaller) / Math.sqrt(squares / 4);
    return 1 - SpecialFunctions.gammaP(0.5, z * z / 2);
  }
}
