package dev.almanac.analyses.noise;

import dev.almanac.warehouse.schema.TableSpec;

/** The tables of what runs were configured with, and of the noise between their seeds. */
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

  /** One row a run that logs a param which configures it. */
  public static final TableSpec RUN_CONFIGURATION =
      TableSpec.builder(
              "run_configuration",
              "analysis_id",
              "What each run was configured with, told apart from its seeds: equal hash, equal params.")
          .text("analysis_id", "The analysis.")
          .text("project", "runs.project.")
          .text("run_key", "The run; runs that log no param but seeds and names have no row.")
          .text(
              "configuration",
              "Hash of all params but seeds, numbers of repetitions, names and places of the run.")
          .text("seeds", "Hash of its seeds and numbers of repetitions; NULL if none is logged.")
          .bigint("n_params", "Params of the configuration.")
          .sortedBy("project", "configuration", "run_key");

  /** One row a project and param. */
  public static final TableSpec PARAM_ROLE =
      TableSpec.builder(
              "param_role",
              "analysis_id",
              "What each param of a project is to a run: a setting, a seed, or its name.")
          .text("analysis_id", "The analysis.")
          .text("project", "runs.project.")
          .text("param_key", "params.key.")
          .text(
              "role",
              "setting: it configures the run; seed: it chooses the randomness, or counts repetitions;"
                  + " identity: it names the run, or where its files go.")
          .bigint("n_runs", "Runs that log it.")
          .sortedBy("project", "role", "param_key");

  private NoiseTables() {}
}
