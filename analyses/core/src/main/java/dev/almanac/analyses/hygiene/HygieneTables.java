package dev.almanac.analyses.hygiene;

import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/** The tables of the hygiene analysis. */
public final class HygieneTables {

  private static final String WORDS =
      "present, partial, missing, not_recorded (the tracker has no place for it), unknown (may be"
          + " where Almanac does not look) or not_applicable.";

  /** One row a run. */
  public static final TableSpec HYGIENE_RUN = runs();

  /** One row a project, tracker and item. */
  public static final TableSpec HYGIENE_ITEM =
      begin(
              "hygiene_item",
              "Per project, tracker and item: in how many runs it is there, what mends it.")
          .text("project", "runs.project.")
          .text("tracker", "runs.tracker.")
          .text("area", "code, environment, data, params, metrics, models, timing or outputs.")
          .text("item", "The item: a column of hygiene_run.")
          .number("weight", "How many of the 100 points it is worth.")
          .bool("essential", "Whether a run cannot be done again without it.")
          .bigint("n_runs", "Runs of this project and tracker.")
          .bigint("n_present", "Runs that have it.")
          .bigint("n_partial", "Runs that have some of it.")
          .bigint("n_missing", "Runs that could have it and do not.")
          .bigint("n_not_recorded", "Runs whose tracker has no place for it.")
          .bigint("n_unknown", "Runs of which it cannot be told.")
          .bigint("n_not_applicable", "Runs that need not have it, such as failed ones no model.")
          .text("example_run", "The first run with evidence: runs.run_key.")
          .text("example", "What was seen there; without any, why there is nothing.")
          .text("how", "auto (the client records it under a condition), call, no or unread.")
          .integer(
              "effort", "Work: 1 a setting, 2 a line, 3 a few lines, 4 files, 5 another tracker.")
          .text(
              "fix", "The call of the tracker, or the condition; why not, where it cannot hold it.")
          .sortedBy("project", "tracker", "area", "item");

  /** One row a project. */
  public static final TableSpec HYGIENE_PROJECT =
      begin(
              "hygiene_project",
              "Per project: mean score, cheapest next fix, and whether its best run could be done again.")
          .text("project", "runs.project.")
          .bigint("n_runs", "Runs that were looked at.")
          .number("score", "Mean score of the runs, out of 100.")
          .number("score_low", "The least score of a run.")
          .number("score_high", "The greatest.")
          .number("recordable_score", "Mean score over what the trackers can hold.")
          .bigint("n_reproducible", "Runs that could be done again.")
          .bigint("n_partly", "Runs that could be begun again.")
          .text(
              "next_tracker",
              "The tracker that the next fix is about; NULL if nothing can be mended.")
          .text("next_item", "The item that would raise the scores most for the work.")
          .text("next_fix", "The call, or the condition under which the client does it.")
          .integer("next_effort", "Its work, as in hygiene_item.")
          .bigint("next_runs", "How many runs lack it.")
          .number("next_points", "By how many points the mean score would have been higher.")
          .text(
              "best_run",
              "The best run by the primary metric: runs.run_key; NULL if none is known.")
          .text("best_metric", "That metric.")
          .number("best_value", "Its value.")
          .text("best_reproducible", "yes, partly or no.")
          .text("best_explanation", "What is missing of it.")
          .text("best_evidence", "What is there of it.")
          .text("explanation", "The project's hygiene in sentences.")
          .sortedBy("project");

  /** All of them. */
  public static final List<TableSpec> ALL = List.of(HYGIENE_RUN, HYGIENE_ITEM, HYGIENE_PROJECT);

  private HygieneTables() {}

  private static TableSpec runs() {
    TableSpec.Builder table =
        begin("hygiene_run", "One row per run: how much of what should be tracked is there.")
            .text("run_key", "The run: runs.run_key.")
            .text("project", "runs.project.")
            .text("tracker", "runs.tracker.")
            .number("score", "Points out of 100 over the items that count.")
            .number("recordable_score", "The same over what the tracker can hold.")
            .text("reproducible", "yes, partly (it can be begun) or no.")
            .text(
                "reproducible_missing",
                "Essential items that are not there or not wholly; NULL if none.")
            .text("explanation", "What is missing to do it again.")
            .text("evidence", "What is there, item by item.")
            .text(
                "next_item", "The item that would raise the score most for the work; NULL if none.")
            .text("next_fix", "The tracker's call for it.");
    for (Item item : Item.values()) {
      table.text(item.word(), sentence(item.label()) + ": " + WORDS);
    }
    return table.sortedBy("project", "run_key");
  }

  private static String sentence(String label) {
    return Character.toUpperCase(label.charAt(0)) + label.substring(1);
  }

  private static TableSpec.Builder begin(String name, String comment) {
    return TableSpec.builder(name, "analysis_id", comment).text("analysis_id", "The analysis.");
  }
}
