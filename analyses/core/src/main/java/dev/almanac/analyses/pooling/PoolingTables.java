package dev.almanac.analyses.pooling;

import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/** The tables that say what holds across projects. */
public final class PoolingTables {

  private static final String ANALYSIS = "The analysis: analysis.analysis_id.";
  private static final String PARAM = "The param, by the name that aliases give it.";
  private static final String EFFECT =
      "importance_logit, slope_per_doubling or slope_per_range (towards better, in standard"
          + " deviations of the project's metric), spearman_z, tunability_sd, tunability_noise or"
          + " tunability_metric.";
  private static final String SHOWN =
      " in natural units: shares and correlations turned back, gains not below 0.";

  /** One row a param and effect. */
  public static final TableSpec POOLED =
      TableSpec.builder(
              "hp_pooled",
              "analysis_id",
              "Effects of params pooled over projects by random effects; intervals of 95 %.")
          .text("analysis_id", ANALYSIS)
          .text("param_key", PARAM)
          .text("effect", EFFECT)
          .integer("k", "Projects that were pooled.")
          .number("mean", "Pooled effect; NULL if fewer than 3 projects.")
          .number("ci_low", "Lower end of its interval.")
          .number("ci_high", "Upper end of its interval.")
          .number("pi_low", "Lower end of the interval for a further project.")
          .number("pi_high", "Upper end of the interval for a further project.")
          .number("tau2", "Variance of the effect between projects.")
          .number("q", "Cochran's Q.")
          .number("q_p", "Probability of such a Q if the effect is the same everywhere.")
          .number("i2", "Share of the scatter that is due to differences between projects, 0 to 1.")
          .text("estimator", "paule_mandel (with Hartung-Knapp), dersimonian_laird or fixed.")
          .number("se", "Standard error of the mean.")
          .number("h2", "q by its degrees of freedom.")
          .text(
              "status",
              "pooled, differs (I² above 75 %: no single number holds) or listed (fewer than 3).")
          .text("status_reason", "Why it is not pooled; NULL if it is.")
          .bool("headline", "Whether the mean may stand for the projects: status is pooled.")
          .text("unit", "Unit of the natural numbers.")
          .number("shown", "mean" + SHOWN)
          .number("shown_low", "ci_low" + SHOWN)
          .number("shown_high", "ci_high" + SHOWN)
          .number("shown_pi_low", "pi_low" + SHOWN)
          .number("shown_pi_high", "pi_high" + SHOWN)
          .integer("n_listed", "Projects that have the param but no usable estimate.")
          .number(
              "p",
              "How often such a mean comes about if the effect is 0; NULL where 0 is no question:"
                  + " shares and gains.")
          .number(
              "p_adj",
              "p adjusted over all params and effects of the table by Benjamini and Yekutieli, since"
                  + " effects of one param depend on each other.")
          .sortedBy("analysis_id", "effect", "param_key");

  /** One row a param, effect and project. */
  public static final TableSpec STUDY =
      TableSpec.builder(
              "hp_pooled_study", "analysis_id", "What each project adds to the pooled effects.")
          .text("analysis_id", ANALYSIS)
          .text("param_key", PARAM)
          .text("project", "runs.project.")
          .number("effect", "Estimate in this project; NULL if there is none.")
          .number("variance", "Its variance; NULL if unknown: listed, not pooled.")
          .number("weight", "Share in the pooled effect, 0 to 1; NULL if not pooled.")
          .text("source_analysis_id", "The sensitivity analysis that it rests on.")
          .text("effect_name", EFFECT)
          .text("metric_key", "The project's primary metric.")
          .text("logged_key", "Name under which the project logs the param.")
          .number("ci_low", "Lower end of its own 95 % interval.")
          .number("ci_high", "Upper end of it.")
          .number("shown", "effect" + SHOWN)
          .number("shown_low", "ci_low" + SHOWN)
          .number("shown_high", "ci_high" + SHOWN)
          .text("reason", "Why it is not pooled, or what was done to it; NULL if nothing.")
          .sortedBy("analysis_id", "effect_name", "param_key", "project");

  /** One row a param over all projects, and one a project. */
  public static final TableSpec BEST_REGION =
      TableSpec.builder(
              "hp_best_region",
              "analysis_id",
              "Where the best tenth of the runs lies for each param, in each project and over all.")
          .text("analysis_id", ANALYSIS)
          .text("param_key", PARAM)
          .text("project", "runs.project; NULL over all projects, each counting the same.")
          .text("scale", "linear or log; NULL for categories.")
          .integer("n_projects", "Projects with at least 20 runs that vary the param.")
          .integer("n_top", "Runs among the best tenth, at least 5 a project.")
          .integer("n_runs", "Runs that they are the best of.")
          .number("low", "First quartile of the best runs' values.")
          .number("median", "Median of the best runs' values.")
          .number("high", "Third quartile of the best runs' values.")
          .number("q10", "10 % quantile of the best runs' values.")
          .number("q90", "90 % quantile of the best runs' values.")
          .number("position_low", "low as a place in the searched range, 0 to 1, on its scale.")
          .number("position_median", "median as a place in the searched range.")
          .number("position_high", "high as a place in the searched range.")
          .text("category", "The choice that most of the best runs made; NULL for numbers.")
          .number("top_share", "Share of the best runs from low to high, or with the category.")
          .number("run_share", "The same share of all runs: what chance would give.")
          .integer(
              "n_agree",
              "Projects whose own low to high meets the overall one, or whose category is the same.")
          .sortedBy("analysis_id", "param_key", "project");

  /** One row a param. */
  public static final TableSpec TUNABILITY =
      TableSpec.builder(
              "hp_tunability",
              "analysis_id",
              "What tuning a param alone gains over the default that is best for all projects.")
          .text("analysis_id", ANALYSIS)
          .text("param_key", PARAM)
          .integer("rank", "1 for the param that is worth tuning first; NULL below 2 projects.")
          .integer("k", "Projects.")
          .text("default_text", "The common default: best on average over the projects.")
          .number("default_value", "The same as a number; NULL for a category.")
          .number("gain_sd", "Median gain over projects in standard deviations of the metric.")
          .number("gain_sd_q25", "First quartile of it.")
          .number("gain_sd_q75", "Third quartile of it.")
          .number("gain_noise", "Median gain in seed noise sds, where it is known.")
          .integer("k_noise", "Projects whose seed noise is known.")
          .number("gain_metric", "Median gain in metric units; NULL if metrics differ.")
          .text("metric_key", "The metric of gain_metric.")
          .sortedBy("analysis_id", "rank", "param_key");

  /** One row a name. */
  public static final TableSpec ALIAS =
      TableSpec.builder(
              "param_alias", "analysis_id", "Names of params that mean the same, or may do so.")
          .text("analysis_id", ANALYSIS)
          .text("param_key", "Name as logged.")
          .text("canonical_key", "Name that results use, or would use.")
          .text("basis", "declared (in almanac.yaml; in force) or suggested (not in force).")
          .number("score", "How sure the suggestion is, 0 to 1; NULL if declared.")
          .text("reason", "Why, in a sentence.")
          .integer("n_projects", "Projects that vary a param of this name.")
          .text("projects", "These projects, or the first few of them.")
          .sortedBy("analysis_id", "basis", "canonical_key", "param_key");

  /** All of them. */
  static final List<TableSpec> ALL = List.of(POOLED, STUDY, BEST_REGION, TUNABILITY, ALIAS);

  private PoolingTables() {}
}
