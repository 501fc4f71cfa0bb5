package dev.almanac.analyses.sensitivity;

import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One run as the warehouse holds it.
 *
 * @param key the run
 * @param status its status, null if unknown
 * @param deleted whether it counts as deleted
 * @param start start time in milliseconds, 0 if unknown
 * @param metric what it made of the metric; null if it never logged it
 * @param params its params as logged, by name
 */
public record LoggedRun(
    String key,
    @Nullable String status,
    boolean deleted,
    long start,
    @Nullable Double metric,
    TreeMap<String, @Nullable String> params) {

  /** Statuses of runs that had their say: what became of the others was not up to the params. */
  private static final Set<String> COMPLETE = Set.of("finished", "unknown");

  /**
   * Return why the run takes no part, or an empty text.
   *
   * <p>A run that diverged stays in if it finished: its params may be why. Runs that failed or were
   * killed are left out and counted.
   */
  public String unfit() {
    if (deleted) {
      return "run_deleted";
    }
    if (status != null && !COMPLETE.contains(status)) {
      return "status_" + status;
    }
    return metric == null ? "metric_missing" : "";
  }

  /**
   * Choose the value that a run is judged by: the best that it reached, or, if its history ends in
   * NaN or infinity, that, as such a run diverged.
   *
   * <p>The largest double counts as infinity: MLflow's SQL stores keep one as the other
   * (sanitize_metric_value in mlflow/store/tracking).
   *
   * @param goal which end is good
   * @param last value at the last step
   * @param min least finite value, NaN if none
   * @param max greatest finite value, NaN if none
   */
  static double judged(Goal goal, double last, double min, double max) {
    if (!Double.isFinite(last) || Math.abs(last) == Double.MAX_VALUE) {
      return last * 2;
    }
    double best =
        switch (goal) {
          case MINIMIZE -> min;
          case MAXIMIZE -> max;
          case UNKNOWN -> last;
        };
    return Double.isNaN(best) ? last : best;
  }
}
