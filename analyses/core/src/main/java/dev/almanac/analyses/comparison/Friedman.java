package dev.almanac.analyses.comparison;

import dev.almanac.analyses.statistics.Ranks;
import dev.almanac.analyses.statistics.SpecialFunctions;
import java.util.Arrays;

/**
 * Whether configurations that were all tried on the same tasks rank alike everywhere: Demšar,
 * "Statistical Comparisons of Classifiers over Multiple Data Sets" (JMLR 7, 2006), section 3.2.
 *
 * @param tasks n
 * @param meanRanks mean rank of each configuration over the tasks; 1 is best, ties share theirs
 * @param chiSquare Friedman's statistic without correction for ties
 * @param chiSquareTied the same, corrected for ties; NaN if every task is tied throughout
 * @param probabilityTied its p value, from the chi-square distribution
 * @param imanDavenport the F statistic of Iman and Davenport, infinite if all tasks agree
 * @param probability its p value
 */
public record Friedman(
    int tasks,
    double[] meanRanks,
    double chiSquare,
    double chiSquareTied,
    double probabilityTied,
    double imanDavenport,
    double probability) {

  /** The level of Nemenyi's critical difference. */
  private static final double LEVEL = 0.05;

  /**
   * Ranks configurations on each task.
   *
   * @param scores one row a task, one column a configuration; higher is better, all finite; at
   *     least two of each
   */
  public static Friedman of(double[][] scores) {
    int n = scores.length;
    int k = n == 0 ? 0 : scores[0].length;
    if (n < 2 || k < 2) {
      throw new IllegalArgumentException(
          "Cannot compare " + k + " configurations over " + n + " tasks");
    }
    double[] means = new double[k];
    double ties = 0;
    for (double[] row : scores) {
      double[] ranks = Ranks.of(Arrays.stream(row).map(score -> -score).toArray());
      for (int column = 0; column < k; column++) {
        means[column] += ranks[column] / n;
      }
      ties += tied(row);
    }
    double squares = 0;
    for (double mean : means) {
      squares += mean * mean;
    }
    double chi = Math.max(0, 12.0 * n / (k * (k + 1)) * (squares - k * (k + 1) * (k + 1) / 4.0));
    double correction = 1 - ties / (n * (double) k * ((double) k * k - 1));
    double tied = correction > 0 ? chi / correction : Double.NaN;
    double left = n * (k - 1.0) - chi;
    double f = left > 1e-9 * n * k ? (n - 1) * chi / left : Double.POSITIVE_INFINITY;
    return new Friedman(
        n,
        means,
        chi,
        tied,
        Double.isNaN(tied) ? 1 : 1 - SpecialFunctions.gammaP((k - 1) / 2.0, tied / 2),
        f,
        exceeds(f, k - 1.0, (k - 1.0) * (n - 1)));
  }

  /** Returns the least difference of two mean ranks that Nemenyi's test calls real, at 5 %. */
  public double criticalDifference() {
    return StudentizedRange.exceededBy(LEVEL, meanRanks.length) / Math.sqrt(2) * rankError();
  }

  /** Returns Nemenyi's p value of two configurations. */
  public double nemenyi(int a, int b) {
    double range = Math.abs(meanRanks[a] - meanRanks[b]) / rankError() * Math.sqrt(2);
    return 1 - StudentizedRange.probability(range, meanRanks.length);
  }

  private double rankError() {
    double k = meanRanks.length;
    return Math.sqrt(k * (k + 1) / (6 * tasks));
  }

  /** Returns the upper tail of the F distribution. */
  private static double exceeds(double f, double between, double within) {
    return Double.isInfinite(f)
        ? 0
        : SpecialFunctions.betaI(within / (within + between * f), within / 2, between / 2);
  }

  /** Returns the sum of t³ - t over the groups of equal values. */
  private static double tied(double[] row) {
    double sum = 0;
    for (double value : row) {
      double equal = 0;
      for (double other : row) {
        equal += other == value ? 1 : 0;
      }
      // Each of the t members adds its part of t (t² - 1).
      sum += equal * equal - 1;
    }
    return sum;
  }
}
