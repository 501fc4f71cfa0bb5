package dev.almanac.analyses.sensitivity;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Choose the params to fit when there are far more than runs can tell apart: those whose own
 * functions correlate most with the metric, chosen anew for every fold without its runs.
 */
final class Screening {
  private Screening() {}

  /**
   * Return, for each fold left out and last for all runs, the strongest params.
   *
   * @param columns most columns that they may have together; the strongest param always stays
   */
  static BitSet[] strongest(PreparedRuns runs, List<Basis> bases, int columns) {
    double[][] scores = new double[Folds.COUNT + 1][bases.size()];
    for (int param = 0; param < bases.size(); param++) {
      score(runs, bases.get(param), param, scores);
    }
    BitSet[] sets = new BitSet[scores.length];
    for (int set = 0; set < sets.length; set++) {
      sets[set] = within(columns, scores[set], bases);
    }
    return sets;
  }

  private static BitSet within(int columns, double[] score, List<Basis> bases) {
    int[] order =
        IntStream.range(0, score.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer param) -> -score[param]))
            .mapToInt(Integer::intValue)
            .toArray();
    BitSet kept = new BitSet();
    int used = 0;
    for (int param : order) {
      used += bases.get(param).size();
      if (used > columns && !kept.isEmpty()) {
        return kept;
      }
      kept.set(param);
    }
    return kept;
  }

  /** Score: n·Σr² over the functions, less its expectation under no effect, in standard errors. */
  private static void score(PreparedRuns runs, Basis basis, int param, double[][] scores) {
    int size = basis.size();
    if (size == 0) {
      for (double[] score : scores) {
        score[param] = Double.NEGATIVE_INFINITY;
      }
      return;
    }
    double[][][] sums = new double[Folds.COUNT + 1][size][3];
    double[] values = new double[size];
    for (int run = 0; run < runs.size(); run++) {
      basis.evaluate(runs.params().get(param).coordinate(run), values, 0);
      double y = runs.metric()[run];
      for (int i = 0; i < size; i++) {
        for (int set = 0; set <= Folds.COUNT; set++) {
          if (runs.folds()[run] != set) {
            accumulate(sums[set][i], values[i], y);
          }
        }
      }
    }
    for (int set = 0; set <= Folds.COUNT; set++) {
      double total = -size;
      for (double[] s : sums[set]) {
        total += squaredCorrelation(s) * runs.size();
      }
      scores[set][param] = total / Math.sqrt(2.0 * size);
    }
  }

  /** Sums are not centred: both the functions and the metric have mean 0 up to sampling. */
  private static void accumulate(double[] sums, double x, double y) {
    sums[0] += x * x;
    sums[1] += x * y;
    sums[2] += y * y;
  }

  private static double squaredCorrelation(double[] sums) {
    double denominator = sums[0] * sums[2];
    return denominator > 0 ? sums[1] * sums[1] / denominator : 0;
  }
}
