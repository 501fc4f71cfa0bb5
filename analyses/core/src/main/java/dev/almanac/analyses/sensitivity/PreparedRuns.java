package dev.almanac.analyses.sensitivity;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What a surrogate is fitted to: the params that vary, the standardised metric, which param decides
 * the activity of which, the folds and the measure. Read only.
 *
 * @param params columns in name order, runs in canonical order
 * @param metric mean 0, variance 1
 * @param parents index of the param that decides a param's activity, or −1
 * @param folds fold of each run
 * @param measure distribution that shares are averaged over
 */
record PreparedRuns(
    List<ParamColumn> params, double[] metric, int[] parents, int[] folds, Measure measure) {

  /** Return the number of runs. */
  int size() {
    return metric.length;
  }

  /** Return the same runs with another standardised metric. */
  PreparedRuns withMetric(double[] other) {
    return new PreparedRuns(params, other, parents, folds, measure);
  }

  /** Return every so many-th run, so that at most a given number is left. */
  PreparedRuns thinned(int most) {
    int step = (size() + most - 1) / most;
    if (step <= 1) {
      return this;
    }
    int[] kept = IntStream.range(0, size()).filter(run -> run % step == 0).toArray();
    return new PreparedRuns(
        params.stream().map(param -> param.reordered(kept)).toList(),
        IntStream.of(kept).mapToDouble(run -> metric[run]).toArray(),
        parents,
        IntStream.of(kept).map(run -> folds[run]).toArray(),
        measure);
  }
}
