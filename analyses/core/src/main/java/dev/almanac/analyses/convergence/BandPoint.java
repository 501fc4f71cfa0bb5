package dev.almanac.analyses.convergence;

import dev.almanac.analyses.statistics.InterquartileMean;
import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.Arrays;

/**
 * Where the curves of several runs are at one x.
 *
 * @param x the place
 * @param n how many runs reach over it
 * @param mean their mean
 * @param median their median
 * @param q10 10 % quantile
 * @param q25 25 % quantile
 * @param q75 75 % quantile
 * @param q90 90 % quantile
 * @param sd sd over the runs; NaN of one
 * @param iqm mean of the middle half
 * @param low lower end of a 95 % interval of the median by ranks; NaN of fewer than 6 runs
 * @param high upper end of it
 */
public record BandPoint(
    double x,
    int n,
    double mean,
    double median,
    double q10,
    double q25,
    double q75,
    double q90,
    double sd,
    double iqm,
    double low,
    double high) {

  private static final double TAIL = 0.025;

  /** Summarises values of at least one run. */
  static BandPoint of(double x, double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int count = sorted.length;
    double mean = Arrays.stream(sorted).sum() / count;
    double squares = Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).sum();
    int rank = rankBelowMedian(count);
    return new BandPoint(
        x,
        count,
        mean,
        OrderStatistics.quantile(sorted, 0.5),
        OrderStatistics.quantile(sorted, 0.1),
        OrderStatistics.quantile(sorted, 0.25),
        OrderStatistics.quantile(sorted, 0.75),
        OrderStatistics.quantile(sorted, 0.9),
        count > 1 ? Math.sqrt(squares / (count - 1)) : Double.NaN,
        InterquartileMean.of(sorted),
        rank == 0 ? Double.NaN : sorted[rank - 1],
        rank == 0 ? Double.NaN : sorted[count - rank]);
  }

  /**
   * Returns the greatest rank whose order statistic lies above the median with a probability of at
   * most 2.5 %, from the binomial distribution with one half; 0 if there is none.
   */
  private static int rankBelowMedian(int count) {
    double logProbability = -count * Math.log(2);
    double below = 0;
    int rank = 0;
    while (true) {
      below += Math.exp(logProbability);
      if (below > TAIL) {
        return rank;
      }
      logProbability += Math.log((double) (count - rank) / (rank + 1));
      rank++;
    }
  }
}
