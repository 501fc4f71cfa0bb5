package dev.almanac.analyses.sensitivity;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Hold the runs of one project and metric: the metric, what was the same configuration, the order
 * in which runs started, and the hyperparameter columns. Immutable.
 */
public final class RunTable {
  private final double[] metric;
  private final String[] configurations;
  private final long[] starts;
  private final List<ParamColumn> params;
  private final List<Exclusion> exclusions;

  /**
   * Make a table; the arrays are copied.
   *
   * @param metric the metric of each run; NaN and infinities mark runs that diverged (leave out
   *     runs that never logged it)
   * @param configurations a key per run, equal for repeats of one configuration (other seeds)
   * @param starts any number per run that orders them by start time
   * @param params the columns that vary
   * @param exclusions params and runs that were left out before, to be shown with the result
   */
  public RunTable(
      double[] metric,
      String[] configurations,
      long[] starts,
      List<ParamColumn> params,
      List<Exclusion> exclusions) {
    this.metric = metric.clone();
    this.configurations = configurations.clone();
    this.starts = starts.clone();
    this.params = List.copyOf(params);
    this.exclusions = List.copyOf(exclusions);
    int runs = metric.length;
    boolean fits = configurations.length == runs && starts.length == runs;
    for (ParamColumn param : params) {
      fits &= param.size() == runs;
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "Cannot make a run table: metric, configurations, starts and every param must have "
              + runs
              + " entries.");
    }
  }

  /** Return the number of runs. */
  public int size() {
    return metric.length;
  }

  /** Return the metric of a run. */
  public double metric(int run) {
    return metric[run];
  }

  /** Return the configuration key of a run. */
  public String configuration(int run) {
    return configurations[run];
  }

  /** Return the start order of a run. */
  public long start(int run) {
    return starts[run];
  }

  /** Return the columns. */
  public List<ParamColumn> params() {
    return params;
  }

  /** Return what was left out before. */
  public List<Exclusion> exclusions() {
    return exclusions;
  }

  /** Return a copy of the metric. */
  double[] metricCopy() {
    return metric.clone();
  }

  /**
   * Return the same runs sorted by start, configuration and metric, categories numbered by first
   * use and params by name: the form in which equal inputs are equal whatever order they came in.
   */
  public RunTable canonical() {
    Comparator<Integer> byStart = Comparator.comparingLong(run -> starts[run]);
    int[] order =
        IntStream.range(0, size())
            .boxed()
            .sorted(
                byStart
                    .thenComparing(run -> configurations[run])
                    .thenComparingDouble(run -> metric[run]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<ParamColumn> sorted =
        params.stream()
            .sorted(Comparator.comparing(ParamColumn::key))
            .parallel()
            .map(param -> param.reordered(order).withCategoriesByFirstUse())
            .toList();
    return new RunTable(
        IntStream.of(order).mapToDouble(run -> metric[run]).toArray(),
        IntStream.of(order).mapToObj(run -> configurations[run]).toArray(String[]::new),
        IntStream.of(order).mapToLong(run -> starts[run]).toArray(),
        sorted,
        exclusions);
  }
}
