package dev.almanac.analyses;

import dev.almanac.warehouse.schema.TableSpec;

/** The result tables that all analyses share: provenance and exclusions. */
public final class AnalysisTables {

  /** One row an analysis of one scope. */
  public static final TableSpec ANALYSIS =
      TableSpec.builder(
              "analysis",
              "analysis_id",
              "One row per computed analysis: what, from what, how good.")
          .text(
              "analysis_id",
              "Hash of kind, version, options, scope and input: equal input, equal id.")
          .text("kind", "sensitivity, convergence and so on.")
          .text("method", "Method that made the rows.")
          .integer("method_version", "Version of the analysis' code.")
          .text("options", "Options as JSON.")
          .bigint("seed", "Seed of everything random in it.")
          .text("scope_type", "project, project_metric, or global: across all projects.")
          .text("project", "runs.project; NULL for analyses across all projects.")
          .text("metric_key", "The metric, where the analysis is about one.")
          .text("direction", "min, max or unknown.")
          .text("input_fingerprint", "Fingerprint of the input rows.")
          .bigint("n_runs_in", "Runs in scope.")
          .bigint("n_runs_used", "Runs that the result rests on.")
          .text("status", "ok, degraded, insufficient or failed.")
          .text("status_reason", "Why it is not ok.")
          .text("grade", "none, weak, fair or firm.")
          .bigint("snapshot_id", "Snapshot of the warehouse that it was computed from.")
          .timestamp("computed_at", "When, UTC.")
          .bigint("duration_ms", "How long it took, in milliseconds.")
          .sortedBy("kind", "project", "metric_key", "analysis_id");

  /** What an analysis left out, and why. */
  public static final TableSpec ANALYSIS_EXCLUSION =
      TableSpec.builder(
              "analysis_exclusion",
              "analysis_id",
              "Runs and params that an analysis left out, and why.")
          .text("analysis_id", "The analysis.")
          .text("run_key", "The run, if it is about one.")
          .text("param_key", "The param, if it is about one.")
          .text("reason", "Short word: status_failed, metric_missing, param_constant and so on.")
          .bigint("n", "How many runs or params the row stands for.")
          .sortedBy("analysis_id", "reason", "param_key", "run_key");

  private AnalysisTables() {}
}
