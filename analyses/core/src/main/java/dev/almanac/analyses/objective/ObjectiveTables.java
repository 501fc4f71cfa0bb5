package dev.almanac.analyses.objective;

import dev.almanac.warehouse.schema.TableSpec;

/** The table that says what each project is after. */
public final class ObjectiveTables {

  /** One row a project and metric. */
  public static final TableSpec METRIC_ROLE =
      TableSpec.builder(
              "metric_role",
              "analysis_id",
              "Per project and metric: which direction is better, and why.")
          .text("analysis_id", "The analysis.")
          .text("project", "runs.project.")
          .text("metric_key", "The metric.")
          .text("direction", "min, max or unknown: what is better.")
          .text(
              "basis", "declared, tracker, inferred_name or unknown: where the direction is from.")
          .text("reason", "Why this direction, in a sentence.")
          .bool("is_primary", "Whether it is the one metric that the project is judged by.")
          .text("primary_basis", "Where that choice is from; NULL for other metrics.")
          .text("primary_reason", "Why it is the primary one; NULL for other metrics.")
          .bigint("n_runs", "Runs that logged the metric.")
          .text("split", "validation, test, train or unmarked: the data that the name speaks of.")
          .text("train_key", "The metric that measures the same on training data; NULL if none.")
          .sortedBy("project", "metric_key");

  private ObjectiveTables() {}
}
