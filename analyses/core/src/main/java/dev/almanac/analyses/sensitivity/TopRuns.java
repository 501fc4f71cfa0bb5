package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What matters among the good runs: the metric is cut where the better part ends, so that how bad a
 * bad run is says nothing any more (Hooker's cut-offs as in fANOVA), and split again. Runs are not
 * left out, as what good runs share would then look as if it did not matter.
 *
 * @param name name of the subset in results
 * @param share part of the runs whose metric is kept
 * @param leastRuns runs from which it is asked
 */
record TopRuns(String name, double share, int leastRuns) {
  /** The better half. */
  static final TopRuns HALF = new TopRuns("top_q50", 0.5, 60);

  /** The best tenth. */
  static final TopRuns TENTH = new TopRuns("top_q10", 0.1, 300);

  private static final int MOST_RUNS = 1000;
  private static final int DRAWS = 80;

  /** Tell whether the question makes sense for some runs. */
  boolean asked(Answer answer) {
    return answer.ranked() && answer.goal() != Goal.UNKNOWN && answer.runs().size() >= leastRuns;
  }

  /** Return how many runs are looked at. */
  static int sampled(PreparedRuns all) {
    return (all.size() + stride(all) - 1) / stride(all);
  }

  private static int stride(PreparedRuns all) {
    return Math.max(1, (all.size() + MOST_RUNS - 1) / MOST_RUNS);
  }

  /** Split the variance of the cut metric; the result has no rows if it does not vary. */
  Decomposition decompose(PreparedRuns all, Goal goal, long seed) {
    PreparedRuns runs = all.thinned(MOST_RUNS);
    double[] sorted = runs.metric().clone();
    Arrays.sort(sorted);
    boolean low = goal == Goal.MINIMIZE;
    double cut = OrderStatistics.quantile(sorted, low ? share : 1 - share);
    double[] metric = new double[runs.size()];
    double mean = 0;
    for (int run = 0; run < metric.length; run++) {
      double own = runs.metric()[run];
      metric[run] = low ? Math.min(own, cut) : Math.max(own, cut);
      mean += metric[run] / metric.length;
    }
    double centre = mean;
    double square = Arrays.stream(metric).map(v -> (v - centre) * (v - centre)).sum();
    double sd = Math.sqrt(square / metric.length);
    double[] standardised =
        IntStream.range(0, metric.length)
            .mapToDouble(run -> sd > 0 ? (metric[run] - centre) / sd : 0)
            .toArray();
    return new PenalisedBasisAnova(DRAWS, false).decompose(runs.withMetric(standardised), seed);
  }
}
