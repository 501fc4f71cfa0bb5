package dev.almanac.analyses.noise;

import dev.almanac.warehouse.schema.TableSpec;

/** The table of the noise analysis. */
public final class NoiseTables {

  /** One row a project, metric, value and set of configurations. */
  public static final TableSpec METRIC_NOISE =
      TableSpec.builder(
              "metric_noise",
              "analysis_id",
              "Seed noise: how much a metric varies when nothing but the seed changes.")
          .text("analysis_id", "The analysis.")
          .text("project", "runs.project.")
          .text("metric_key", "The metric.")
          .text("value_kind", "last: the value at the highest step; best: least or greatest.")
          .text("subset", "all configurations, or the better_half of them.")
          .number("sd", "Sd within configurations, pooled.")
          .number("sd_low", "Lower end of its 95 % interval.")
          .number("sd_high", "Upper end of its 95 % interval.")
          .number(
              "least_difference",
              "Two single runs that differ by less do not differ beyond the noise (t, 95 %).")
          .bigint("degrees", "Degrees of freedom: runs less configurations.")
          .bigint("n_configurations", "Configurations that were run at least twice.")
          .bigint("n_runs", "Runs of these.")
          .bigint("n_duplicates", "Runs left out as the same computation with the same result.")
          .sortedBy("project", "metric_key", "value_kind", "subset");

  private NoiseTables() {}
}
