package dev.almanac.analyses.convergence;

import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/** The tables of the convergence analysis. */
public final class ConvergenceTables {

  /** One row a run and metric. */
  public static final TableSpec CURVE_FEATURE =
      begin("curve_feature", "One row per run and metric: what the curve is like.")
          .text("run_key", "The run: runs.run_key.")
          .text("project", "runs.project.")
          .text("metric_key", "The metric.")
          .text("direction", "min, max or unknown: what is better.")
          .text(
              "x_axis",
              "step; time (seconds since the first point) or ordinal if all points are on one step.")
          .bigint("n_points", "Points logged.")
          .number("x_first", "x of the first point.")
          .number("x_last", "x of the last point.")
          .number("y_first", "First finite value.")
          .number("y_last", "Last finite value.")
          .number("y_final", "Median of the last 5 % of the points, at least 3.")
          .number("y_best", "Best value.")
          .number("x_best", "First x of the best value.")
          .number("auc", "Mean over x of the best value so far.")
          .number("auc_log", "The same over ln(1 + x - x_first), which weighs the beginning.")
          .number("noise_sd", "Sd of the noise from point to point.")
          .number("plateau_x", "First x within 1 % of the improvement, or 2 noise_sd, of the best.")
          .number("wasted_share", "Share of the x range behind plateau_x.")
          .number("slope_end", "Theil-Sen slope of the last fifth, per unit of x.")
          .number("slope_end_low", "Lower end of its 95 % interval.")
          .number("slope_end_high", "Upper end of its 95 % interval.")
          .bool("still_improving", "Whether the end improves beyond doubt; NULL below 12 points.")
          .bool("diverged", "Whether it ran away.")
          .number("diverged_x", "Where that began.")
          .integer("n_spikes", "How many spikes; NULL if the direction is unknown.")
          .number("overfit_x", "Where validation began to get worse while training improved.")
          .number("overfit_cost", "How much worse validation ended than its best.")
          .number("gap_end", "Final validation value less final training value.")
          .bigint("n_nonfinite", "Points that are NaN or infinite.")
          .integer("n_restarts", "How often the run went back to an earlier step.")
          .bool("censored", "Whether the run is not finished, so that the curve could go on.")
          .text("diverged_kind", "non_finite, above_start, loss_spike or above_cap.")
          .number("oscillation", "Lag-1 autocorrelation of the differences.")
          .number("sign_changes", "Share of neighbouring differences with opposite signs.")
          .bigint("n_overwritten", "Points replaced by later ones of the same x or attempt.")
          .bigint("n_read", "Points looked at: of very long curves one in so many.")
          .text("train_key", "Training metric it was compared with for overfitting; else NULL.")
          .text(
              "verdict",
              "converged, still_improving, no_learning, overfitting, diverged, end_unclear,"
                  + " too_short, unknown_direction or no_values.")
          .text("status_reason", "Why something could not be said; else NULL.")
          .number("rate", "Power of a power law with asymptote fitted to the curve (pow3).")
          .number("rate_low", "Lower end of its 95 % interval, residuals taken as independent.")
          .number("rate_high", "Upper end of it.")
          .number("half_life", "x in which an exponential with asymptote halves its way (exp3).")
          .number("half_life_low", "Lower end of its 95 % interval.")
          .number("half_life_high", "Upper end of it.")
          .number(
              "time_efficiency",
              "Improvement from y_first to y_best per hour from the first to the last point, and per"
                  + " GPU where gpus is known.")
          .number("gpus", "GPUs that the run had; NULL if unknown.")
          .sortedBy("project", "metric_key", "run_key");

  /** One row a run, metric and value to reach. */
  public static final TableSpec CURVE_THRESHOLD =
      begin("curve_threshold", "Where each curve first reached a value, or how far it was watched.")
          .text("run_key", "The run: runs.run_key.")
          .text("project", "runs.project.")
          .text("metric_key", "The metric.")
          .text(
              "threshold_kind",
              "improvement_50, 90, 95 or 99: that share of the run's own improvement;"
                  + " median_final: the median of y_final over the project's runs.")
          .number("threshold", "The value.")
          .number("x_reached", "First x at which it is reached; NULL if it is not.")
          .bool("reached", "Whether it is reached.")
          .number("x_censored", "If not: the last x, so it takes at least that long.")
          .sortedBy("project", "metric_key", "run_key", "threshold_kind");

  /** One row a metric and value to reach. */
  public static final TableSpec CURVE_THRESHOLD_TIME =
      begin("curve_threshold_time", "How long the runs of a project take to reach a value.")
          .text("project", "runs.project.")
          .text("metric_key", "The metric.")
          .text("threshold_kind", "As in curve_threshold.")
          .bigint("n", "Runs.")
          .bigint("n_reached", "Runs that reached it.")
          .number("x_median", "Kaplan-Meier median; NULL if more than half never reach it.")
          .number("x_restricted_mean", "Mean x, runs being watched up to the longest.")
          .sortedBy("project", "metric_key", "threshold_kind");

  /** One row an event. */
  public static final TableSpec CURVE_EVENT =
      begin("curve_event", "Spikes, non-finite stretches, divergence and overfitting of curves.")
          .text("run_key", "The run: runs.run_key.")
          .text("project", "runs.project.")
          .text("metric_key", "The metric.")
          .text("event", "spike, non_finite, diverged or overfit.")
          .number("x_start", "Where it begins.")
          .number("x_end", "Where it ends.")
          .number("height", "Of spikes: how far above the rolling median; of overfit: its cost.")
          .bool("recovered", "Whether the curve came back.")
          .bigint("n", "Points in it, where points are counted.")
          .sortedBy("project", "metric_key", "run_key", "x_start");

  /** One row a metric and place on the x axis. */
  public static final TableSpec CURVE_BAND =
      begin("curve_band", "Median and spread of the runs' curves at up to 200 places.")
          .text("group_key", "Which runs: all.")
          .text("project", "runs.project.")
          .text("metric_key", "The metric.")
          .text("x_axis", "step, time or ordinal.")
          .number("x", "The place.")
          .bigint("n", "Runs that reach over it.")
          .number("mean", "Mean over these runs.")
          .number("median", "Median.")
          .number("q10", "10 % quantile.")
          .number("q25", "25 % quantile.")
          .number("q75", "75 % quantile.")
          .number("q90", "90 % quantile.")
          .number("sd", "Sd over the runs.")
          .number("iqm", "Mean of the middle half.")
          .number("ci_low", "Lower end of a 95 % interval of the median; NULL below 6 runs.")
          .number("ci_high", "Upper end of it.")
          .sortedBy("project", "metric_key", "group_key", "x");

  /** One row a metric and place on the x axis. */
  public static final TableSpec BUDGET_CORRELATION =
      begin("budget_correlation", "How the value at a place ranks runs as their final value does.")
          .text("project", "runs.project.")
          .text("metric_key", "The metric.")
          .text("x_axis", "step, time or ordinal.")
          .number("x", "The place.")
          .number("x_share", "The place as a share of the typical length.")
          .bigint(
              "n", "Finished runs that reach over it, and to at least 90 % of the typical length.")
          .number("spearman", "Rank correlation of the value there with y_final over these runs.")
          .number("ci_low", "Lower end of its 95 % interval (Bonett and Wright 2000).")
          .number("ci_high", "Upper end of it.")
          .sortedBy("project", "metric_key", "x");

  /** One row a metric and correlation to reach. */
  public static final TableSpec BUDGET_EARLIEST =
      begin("budget_earliest", "How early the final ranking of a project's runs can be told.")
          .text("project", "runs.project.")
          .text("metric_key", "The metric.")
          .number("spearman", "The rank correlation to reach: .7 or .9.")
          .bigint("n", "Finished runs.")
          .number("x_first", "First place that reaches it; NULL if none does.")
          .number("x_lasting", "First place from which it stays reached.")
          .number("x_lasting_share", "The same as a share of the typical length.")
          .sortedBy("project", "metric_key", "spearman");

  /** One row a run that has a best value. */
  public static final TableSpec BEST_SO_FAR =
      begin("best_so_far", "The best value of each metric after each run, by the runs' ends.")
          .text("project", "runs.project.")
          .text("metric_key", "The metric.")
          .bigint("ordinal", "Which run by its end, from 1.")
          .text("run_key", "The run: runs.run_key.")
          .timestamp("ended_at", "End of the run; else its last point, else its begin. UTC.")
          .number("value", "The run's best value.")
          .number("best", "The best value of this and all runs before it.")
          .bool("improved", "Whether this run was a new best.")
          .sortedBy("project", "metric_key", "ordinal");

  /** All of them. */
  public static final List<TableSpec> ALL =
      List.of(
          CURVE_FEATURE,
          CURVE_THRESHOLD,
          CURVE_THRESHOLD_TIME,
          CURVE_EVENT,
          CURVE_BAND,
          BEST_SO_FAR,
          BUDGET_CORRELATION,
          BUDGET_EARLIEST);

  private ConvergenceTables() {}

  private static TableSpec.Builder begin(String name, String comment) {
    return TableSpec.builder(name, "analysis_id", comment).text("analysis_id", "The analysis.");
  }
}
