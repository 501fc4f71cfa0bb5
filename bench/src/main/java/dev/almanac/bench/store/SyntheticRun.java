package dev.almanac.bench.store;

import java.util.Map;

/**
 * One generated run, with its whole history in memory.
 *
 * @param id 32 hexadecimal digits, as MLflow makes them
 * @param name what MLflow shows
 * @param experiment index of the experiment, from 0
 * @param startMillis start, milliseconds since the epoch
 * @param failed whether the run diverged and ended as FAILED
 * @param params params in the order they were logged, values as Python prints them
 * @param metrics one column of values a metric key, all of one length; NaN from where it diverged
 * @param times the time of each step, milliseconds since the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // millions of points; only read, in this package
record SyntheticRun(
    String id,
    String name,
    int experiment,
    long startMillis,
    boolean failed,
    Map<String, String> params,
    Map<String, double[]> metrics,
    long[] times) {

  /** Returns the number of steps of each metric. */
  int steps() {
    return times.length;
  }

  /** Returns the end: a second after the last step. */
  long endMillis() {
    return times[times.length - 1] + 1_000;
  }
}
