package dev.almanac.analyses.noise;

import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

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

  /** One row a metric and configuration that was run at least twice. */
  public static final TableSpec REPEATED_CONFIGURATION =
      TableSpec.builder(
              "repeated_configuration",
              "analysis_id",
              "Configurations that were run with several seeds, and what their runs came to.")
          .text("analysis_id", "The analysis.")
          .text("project", "runs.project.")
          .text("metric_key", "The metric.")
          .text("configuration", "Hash of the params, those of the seed and of names aside.")
          .text(
              "settings",
              "Params in which the project's repeated configurations differ, at most 6; NULL if"
                  + " there is but one configuration.")
          .bigint("n", "Finished runs, the same computation once.")
          .bigint(
              "n_duplicates",
              "Runs left out as the same computation with the same last and best value.")
          .number("mean", "Mean of the runs' best values.")
          .number("mean_low", "Lower end of its 95 % interval (Student's t, n - 1 degrees).")
          .number("mean_high", "Upper end of it.")
          .number("sd", "Sd of the best values.")
          .number("median", "Median of the best values.")
          .number("iqm", "Mean of the middle half of the best values.")
          .number("least", "Least of the best values.")
          .number("greatest", "Greatest of the best values.")
          .sortedBy("project", "metric_key", "configuration");

  /** One row a metric and run of such a configuration. */
  public static final TableSpec REPEATED_RUN =
      TableSpec.builder(
              "repeated_run", "analysis_id", "Which run belongs to which repeated configuration.")
          .text("analysis_id", "The analysis.")
          .text("project", "runs.project.")
          .text("metric_key", "The metric.")
          .text("configuration", "As in repeated_configuration.")
          .text("run_key", "The run: runs.run_key.")
          .number("last", "The metric's value at the highest step.")
          .number("best", "Its best value.")
          .sortedBy("project", "metric_key", "configuration", "run_key");

  /** Those of the noise between seeds. */
  public static final List<TableSpec> NOISE =
      List.of(METRIC_NOISE, REPEATED_CONFIGURATION, REPEATED_RUN);

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
