package dev.almanac.analyses.sensitivity;

import java.util.List;

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
}
