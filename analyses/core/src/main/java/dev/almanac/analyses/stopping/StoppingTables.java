package dev.almanac.analyses.stopping;

import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/** The tables of the stop_replay analysis. */
public final class StoppingTables {

  /** One row a rule. */
  public static final TableSpec STOP_RULE =
      begin("stop_rule", "What each early-stopping rule would have saved and cost, by replay.")
          .text("project", "runs.project.")
          .text("metric_key", "The metric.")
          .text("rule", "The rule with its options, in words.")
          .text("options", "Its options as JSON; x in the unit of the curves.")
          .integer("runs_stopped", "Runs that it would have stopped.")
          .integer("runs_total", "Runs that were replayed.")
          .number("steps_saved", "The x that the stopped runs would not have gone.")
          .number("seconds_saved", "The time of it; NULL if points have no times.")
          .number(
              "gpu_seconds_saved",
              "The same times the GPUs of each run; NULL without times, or if the GPUs of a run that"
                  + " it would have stopped are unknown.")
          .number("saved_share", "steps_saved of the x that all runs went.")
          .number(
              "regret",
              "How much worse the best run that it would have left is than the best; in the metric's"
                  + " unit, 0 at best; NULL if none is left.")
          .number(
              "regret_hi", "95 % quantile of the regret over parts of the runs; NULL if too few.")
          .integer("false_kills", "Stopped runs that ended among the best tenth.")
          .bool("best_killed", "Whether it would have stopped the best run.")
          .bool("pareto", "Whether no other rule saves more at no more regret.")
          .text(
              "family", "median percentile running_average halving hyperband patience prediction.")
          .integer("runs_censored", "Runs that did not end by themselves: no truth, only saving.")
          .integer("censored_stopped", "Of these, runs that it would have stopped.")
          .bool("recommended", "Whether it is the recommended rule of the project.")
          .sortedBy("project", "metric_key", "rule");

  /** One row a rule and run that it would have stopped. */
  public static final TableSpec STOP_RUN =
      begin("stop_run", "The runs that each rule would have stopped, and where.")
          .text("project", "runs.project.")
          .text("metric_key", "The metric.")
          .text("rule", "stop_rule.rule.")
          .text("run_key", "The run: runs.run_key.")
          .number("stop_x", "x at which it would have been stopped.")
          .number("x_end", "Its last x.")
          .number("saved_seconds", "Time from there to its end; NULL without times.")
          .number("final_y", "What it came to: median of the last 5 % of its points, at least one.")
          .bool(
              "would_be_top10",
              "Whether it ended among the best tenth; NULL if it did not end by itself.")
          .sortedBy("project", "metric_key", "rule", "run_key");

  /** One row a project and metric. */
  public static final TableSpec STOP_RECOMMENDATION =
      begin("stop_recommendation", "The rule that would have saved most at a regret within noise.")
          .text("project", "runs.project.")
          .text("metric_key", "The metric.")
          .text("rule", "stop_rule.rule; NULL if no rule can be recommended.")
          .number("saved_share", "What it would have saved of all x.")
          .number("regret", "Its regret on all runs.")
          .number("regret_hi", "95 % quantile of its regret over parts of the runs.")
          .number("noise_sd", "What a regret is measured against.")
          .text(
              "noise_basis",
              "seeds: sd between seeds (metric_noise); curve: sd from point to point.")
          .number("chosen_share", "In which share of the parts the same rule was the choice.")
          .number(
              "held_out_saved_share", "What the choice on a part saved on the other part; mean.")
          .number("held_out_regret", "95 % quantile of its regret there.")
          .text("held_out_by", "group: each group left out once; half: random halves.")
          .integer("n_parts", "How many parts.")
          .text("clock", "time: by the times of the points; order: runs one after another.")
          .text("reason", "Why no rule can be recommended.")
          .sortedBy("project", "metric_key");

  /** All of them. */
  public static final List<TableSpec> ALL = List.of(STOP_RULE, STOP_RUN, STOP_RECOMMENDATION);

  private StoppingTables() {}

  private static TableSpec.Builder begin(String name, String comment) {
    return TableSpec.builder(name, "analysis_id", comment).text("analysis_id", "The analysis.");
  }
}
