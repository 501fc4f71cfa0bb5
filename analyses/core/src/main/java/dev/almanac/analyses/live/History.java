package dev.almanac.analyses.live;

import dev.almanac.analyses.direction.Direction;
import java.util.Arrays;
import java.util.List;

/**
 * How a value stands among ended runs at the same step.
 *
 * @param runs ended runs that got as far
 * @param percentile share of them that stood worse at the step, in percent, ties half; NaN below 5
 *     runs or if the direction is unknown
 * @param rankCorrelation Spearman's correlation over these runs between the value at the step and
 *     the last one: how early one can tell; NaN below 8 runs or without spread
 * @param usualEnd median of the last steps of the ended runs that got as far; NaN without any
 */
public record History(int runs, double percentile, double rankCorrelation, double usualEnd) {

  /** Fewer runs are no history. */
  static final int LEAST_RUNS = 5;

  private static final int LEAST_FOR_CORRELATION = 8;

  /**
   * Compares.
   *
   * @param level the running run's value at the step; NaN if it has none
   */
  static History of(double level, Direction direction, List<PastRun> past) {
    List<PastRun> comparable = past.stream().filter(run -> Double.isFinite(run.level())).toList();
    int runs = comparable.size();
    double percentile = Double.NaN;
    if (runs >= LEAST_RUNS && direction != Direction.UNKNOWN && !Double.isNaN(level)) {
      double worse = 0;
      for (PastRun run : comparable) {
        double difference = direction.sign() * (run.level() - level);
        worse += difference > 0 ? 1 : difference == 0 ? 0.5 : 0;
      }
      percentile = 100 * worse / runs;
    }
    double[] ends = past.stream().mapToDouble(PastRun::lastStep).sorted().toArray();
    return new History(runs, percentile, correlation(comparable), median(ends));
  }

  private static double correlation(List<PastRun> runs) {
    List<PastRun> finite = runs.stream().filter(run -> Double.isFinite(run.finalValue())).toList();
    if (finite.size() < LEAST_FOR_CORRELATION) {
      return Double.NaN;
    }
    double[] first = ranks(finite.stream().mapToDouble(PastRun::level).toArray());
    double[] last = ranks(finite.stream().mapToDouble(PastRun::finalValue).toArray());
    return pearson(first, last);
  }

  /** Returns ranks from 1, ties with their mean. */
  private static double[] ranks(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] ranks = new double[values.length];
    for (int index = 0; index < values.length; index++) {
      int below = 0;
      int equal = 0;
      for (double value : sorted) {
        below += value < values[index] ? 1 : 0;
        equal += value == values[index] ? 1 : 0;
      }
      ranks[index] = below + (equal + 1) / 2.0;
    }
    return ranks;
  }

  private static double pearson(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElse(Double.NaN);
    double meanB = Arrays.stream(b).average().orElse(Double.NaN);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int index = 0; index < a.length; index++) {
      ab += (a[index] - meanA) * (b[index] - meanB);
      aa += (a[index] - meanA) * (a[index] - meanA);
      bb += (b[index] - meanB) * (b[index] - meanB);
    }
    return aa == 0 || bb == 0 ? Double.NaN : ab / Math.sqrt(aa * bb);
  }

  private static double median(double[] sorted) {
    int count = sorted.length;
    if (count == 0) {
      return Double.NaN;
    }
    return count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
  }
}
