package dev.almanac.analyses.live;

import dev.almanac.warehouse.schema.TableSpec;

/** The table of running runs. */
public final class LiveTables {

  /** One row a run that calls itself running. */
  public static final TableSpec LIVE_RUN =
      TableSpec.builder(
              "live_run",
              "analysis_id",
              "Runs that call themselves running, as of when their source was last looked at.")
          .text("analysis_id", "The analysis.")
          .text("run_key", "The run: runs.run_key.")
          .text("project", "runs.project.")
          .text("name", "runs.name, else runs.run_id.")
          .text("tracker", "runs.tracker.")
          .text(
              "state",
              "alive, stale (silent for longer than its rhythm explains), crashed or unseen.")
          .text("verdict", "keep, watch or kill.")
          .text("evidence", "The reasons, in sentences.")
          .timestamp("started_at", "When it began, UTC.")
          .timestamp(
              "last_sign_at", "Its last point, system metric or heartbeat, else its start; UTC.")
          .text("last_sign", "Which of these it was.")
          .timestamp(
              "looked_at", "When its source was last looked at, UTC; silence counts up to here.")
          .number("silence_s", "Seconds between the two.")
          .number(
              "silence_limit_s",
              "The silence that its rhythm explains, in seconds; a day without one.")
          .bigint("n_gaps", "Gaps between points that the rhythm rests on; NULL without one.")
          .number("gap_median_s", "Their median, in seconds.")
          .number("gap_usual_s", "What 95 % of them do not exceed.")
          .number("gap_longest_s", "The longest; of 20 or more the second longest.")
          .text("metric_key", "The metric it is judged by: the primary one, if it logs it.")
          .text("direction", "min, max or unknown: what is better.")
          .number("step", "Its last step.")
          .number("value", "The metric's level there: median of the last 5 % of the steps.")
          .bool("diverged", "Whether it is not finite or ran away.")
          .text("diverged_kind", "non_finite, above_start, loss_spike or above_cap.")
          .bigint("n_history", "Ended runs of the project that got as far.")
          .number("percentile", "Percent of them that stood worse at this step; NULL below 5 runs.")
          .number(
              "rank_correlation",
              "Spearman between the value at this step and the last one, over them.")
          .number("projected_step", "Step that they usually reach.")
          .number("projected", "Forecast there; NULL if it cannot be said.")
          .number("projected_low", "Lower end of its 90 % interval.")
          .number("projected_high", "Upper end.")
          .bool("extrapolates", "Whether the forecast is more than the last value.")
          .number(
              "silence_crashed_s",
              "The silence from which on its process must be gone, in seconds.")
          .text("course", "The reasons that its values give, without those of its silence.")
          .text("course_verdict", "What its values alone speak for: keep, watch or kill.")
          .sortedBy("project", "run_key");

  private LiveTables() {}
}
