package dev.almanac.analyses.comparison;

import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/** The tables that compare configurations over projects and datasets. */
public final class ComparisonTables {

  private static final String ANALYSIS = "The analysis: analysis.analysis_id.";
  private static final String GROUP = "The configuration: the value of group_param.";
  private static final String PARAM =
      "The param, or the params, that name the configurations; group_name for run groups.";

  /** One row a configuration. */
  public static final TableSpec GROUPS =
      TableSpec.builder(
              "compare_group",
              "analysis_id",
              "Configurations that were tried on the same tasks; scores: 0 is a task's 5 % quantile,"
                  + " 1 its best run.")
          .text("analysis_id", ANALYSIS)
          .text("group_key", GROUP)
          .integer("n_runs", "Runs.")
          .integer("n_projects", "Projects of the tasks.")
          .number("iqm", "Interquartile mean of the scores; every task counts the same.")
          .number("iqm_low", "Lower end of its 95 % interval, by a stratified bootstrap.")
          .number("iqm_high", "Upper end of it.")
          .number("mean", "Mean of the task means.")
          .number("median", "Median of the task means.")
          .number("optimality_gap", "How far the scores fall short of 1 on average.")
          .number("mean_rank", "Mean rank over the tasks by the typical run; 1 is best.")
          .text("group_param", PARAM)
          .integer("n_tasks", "Tasks: projects, or datasets within them.")
          .text("resampled", "runs, or tasks and runs where some cell has one run only.")
          .sortedBy("analysis_id", "mean_rank", "group_key");

  /** One row a pair of configurations. */
  public static final TableSpec PAIRS =
      TableSpec.builder("compare_pair", "analysis_id", "Configurations held against each other.")
          .text("analysis_id", ANALYSIS)
          .text("a", "One configuration.")
          .text("b", "The other.")
          .number("poi", "Probability that a run of a beats a run of b on the same task.")
          .number("poi_low", "Lower end of its 95 % interval, by a stratified bootstrap.")
          .number("poi_high", "Upper end of it.")
          .number("delta", "Mean over the tasks of typical score of a less that of b.")
          .number("delta_low", "Lower end of its 95 % interval.")
          .number("delta_high", "Upper end of it.")
          .text("test", "wilcoxon_holm: signed ranks over the tasks, adjusted for all pairs.")
          .number("p", "Its p value.")
          .number("p_adj", "The p value adjusted by Holm.")
          .bool("significant", "Whether p_adj is below 0.05.")
          .number("cd", "Nemenyi's critical difference of mean ranks at 0.05.")
          .number("rank_difference", "Mean rank of a less that of b; below 0: a is better.")
          .number("p_nemenyi", "Nemenyi's p value.")
          .integer("n_tasks", "Tasks.")
          .sortedBy("analysis_id", "a", "b");

  /** One row a configuration and score. */
  public static final TableSpec PROFILE =
      TableSpec.builder(
              "perf_profile", "analysis_id", "Share of the runs of a configuration above a score.")
          .text("analysis_id", ANALYSIS)
          .text("group_key", GROUP)
          .number("tau", "The score.")
          .number("share", "Share of runs above it; every task counts the same.")
          .number("ci_low", "Lower end of its 95 % interval, by a stratified bootstrap.")
          .number("ci_high", "Upper end of it.")
          .sortedBy("analysis_id", "group_key", "tau");

  /** One row a test. */
  public static final TableSpec TESTS =
      TableSpec.builder(
              "compare_test",
              "analysis_id",
              "Whether any configuration ranks apart from the others.")
          .text("analysis_id", ANALYSIS)
          .text("test", "friedman (corrected for ties) or iman_davenport.")
          .integer("n_tasks", "Tasks.")
          .integer("n_groups", "Configurations.")
          .number("statistic", "Chi-square or F; infinite if all tasks agree.")
          .number("p", "Its p value.")
          .text("group_param", PARAM)
          .sortedBy("analysis_id", "test");

  /** All of them. */
  static final List<TableSpec> ALL = List.of(GROUPS, PAIRS, PROFILE, TESTS);

  private ComparisonTables() {}
}
