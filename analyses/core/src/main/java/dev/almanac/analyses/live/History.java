package dev.almanac.analyses.live;

import dev.almanac.analyses.direction.Direction;
import dev.almanac.analyses.statistics.OrderStatistics;
import dev.almanac.analyses.statistics.Ranks;
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
    return new History(
        runs, percentile, correlation(comparable), OrderStatistics.quantile(ends, 0.5));
  }

  private static double correlation(List<PastRun> runs) {
    List<PastRun> finite = runs.stream().filter(run -> Double.isFinite(run.finalValue())).toList();
    if (finite.size() < LEAST_FOR_CORRELATION) {
      return Double.NaN;
    }
    return Ranks.spearman(
        finite.stream().mapToDouble(PastRun::level).toArray(),
        finite.stream().mapToDouble(PastRun::finalValue).toArray());
  }
}
