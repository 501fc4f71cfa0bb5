package dev.almanac.analyses.sensitivity;

import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/** The tables that hold what is known of hyperparameters. */
public final class SensitivityTables {

  private static final String ANALYSIS = "The analysis: analysis.analysis_id.";
  private static final String PARAM = "The param: params.key.";
  private static final String LOW = "Lower end of the 90 % interval; NULL if withheld or unknown.";
  private static final String HIGH = "Upper end of the 90 % interval; NULL if withheld or unknown.";
  private static final String NOISE =
      "Probability that the share is below 1 %: not distinguishable from noise.";

  /** One row a fitted model. */
  public static final TableSpec SURROGATE =
      TableSpec.builder(
              "hp_surrogate",
              "analysis_id",
              "Models of the metric as a function of the params: how well they predict.")
          .text("analysis_id", ANALYSIS)
          .text(
              "surrogate", "anova: penalised-basis ANOVA; boosted_trees: boosted regression trees.")
          .number(
              "r2_cv",
              "R² on held-out runs, 5 folds grouped by configuration; of the folds that were looked"
                  + " at where a model fell behind early.")
          .number("r2_ceiling", "Best possible R², from repeated configurations; NULL without.")
          .number(
              "noise_sd",
              "Standard deviation of the noise in units of the metric as it was fitted.")
          .number("total_variance", "Variance of the model over the measure, in the same units.")
          .number("sum_first_order", "Share of the params alone, together.")
          .number("sum_pairs", "Share of the fitted pairs, together.")
          .text(
              "measure", "uniform over the searched space, or empirical: values as often as used.")
          .integer("n_trees", "Number of trees; NULL where there are none.")
          .bool("chosen", "Whether the other tables rest on this model.")
          .number("cv_z", "Correlation of held-out predictions, in standard errors.")
          .number("share_left", "1 - sum_first_order: what params do only in combination.")
          .integer("n_pairs", "Pairs in the model.")
          .integer("n_pairs_left_out", "Pairs that were not looked at.")
          .integer("n_configurations", "Different configurations among the runs used.")
          .text("design", "even, uneven or steered (later runs close in on the best one).")
          .text("design_evidence", "Why the design is not even; NULL if it is.")
          .text("transform", "none or rank_normal: form of the metric that was fitted.")
          .text("transform_reason", "Why it was transformed; NULL if not.")
          .sortedBy("analysis_id", "surrogate");

  /** One row a param that varies. */
  public static final TableSpec PARAM_TABLE =
      TableSpec.builder("hp_param", "analysis_id", "Params that vary: their space and their best.")
          .text("analysis_id", ANALYSIS)
          .text("param_key", PARAM)
          .text("value_type", "float, int, categorical or bool.")
          .text("scale", "linear or log; NULL if not a number.")
          .number("low", "Lower end of the searched range; NULL if not a number.")
          .number("high", "Upper end of the searched range; NULL if not a number.")
          .integer("n_distinct", "Different values used.")
          .integer("n_present", "Runs that have the param.")
          .number("active_share", "n_present by runs used.")
          .number("coverage", "Share of the range's cells, or of the choices, with a run.")
          .text("best_value_text", "Value at the best point of the marginal curve.")
          .integer("group_id", "Group of params that cannot be separated; NULL if in none.")
          .text("entangled_with", "The param it was most changed together with.")
          .number("entanglement", "How much, 0 to 1.")
          .text("status", "distinguishable, noise (not told from it), screened_out or not_fitted.")
          .text("status_reason", "Why, or what else to know.")
          .text("space_origin", "declared or inferred.")
          .number("best_low", "Lower end of the 90 % region of the best value.")
          .number("best_high", "Upper end of that region.")
          .text("best_at", "low or high if the best lies at that end of the range; NULL if not.")
          .number(
              "share_uniform",
              "Share of the param alone, of the mean model, if every value of the space counted"
                  + " equally; NULL if not fitted.")
          .number(
              "share_empirical",
              "The same if values counted as often as runs used them: where the two differ, how the"
                  + " runs are spread decides the answer.")
          .number(
              "slope",
              "Change of the metric from low to high along a line through the marginal curve, on the"
                  + " param's scale, weighted by runs; NULL for categories.")
          .number("slope_sd", "Its standard deviation; NULL if withheld.")
          .sortedBy("analysis_id", "param_key");

  /** One row a param and method. */
  public static final TableSpec IMPORTANCE =
      TableSpec.builder("hp_importance", "analysis_id", "How much each param matters.")
          .text("analysis_id", ANALYSIS)
          .text("param_key", "The param; those of an inseparable group joined by ' + '.")
          .text(
              "method",
              "anova_first (alone), anova_total (with its pairs), anova_group (inseparable ones);"
                  + " ped_anova and ped_anova_global (whether good runs lie elsewhere than others,"
                  + " or than the whole space), mdi (mean decrease of impurity), permutation and"
                  + " permutation_group (drop of R² when values are dealt to other runs), lpi"
                  + " (around the best run), spearman, pearson.")
          .text(
              "subset",
              "all; top_q50, top_q10: for anova the metric cut where the better half or tenth of runs"
                  + " ends, so that only differences among good runs count; for ped_anova what makes"
                  + " the best 10 %; top_q10_of_top_q50: what makes them among the better half.")
          .number(
              "importance",
              "anova: share of the metric's explained variance, 0 to 1; ped_anova: divergence, from"
                  + " 0; mdi, lpi: share, 0 to 1; permutation: drop of R²; spearman, pearson: size"
                  + " of the coefficient, 0 to 1.")
          .number("ci_low", LOW)
          .number("ci_high", HIGH)
          .number(
              "null_q95",
              "Share that a param without effect of its own stays below 19 times of 20; NULL where"
                  + " not computed.")
          .number(
              "p_adj",
              "p-value of the param's own effect, adjusted over params (Benjamini-Hochberg); NULL"
                  + " where not computed.")
          .integer("rank", "Rank by importance; NULL if nothing is told from noise.")
          .integer("rank_low", "Best rank in the 90 % interval.")
          .integer("rank_high", "Worst rank in the 90 % interval.")
          .number("p_top3", "Probability of being among the first three.")
          .integer("effect_sign", "1 if the metric rises with the param, -1 if it falls, else 0.")
          .number("effect_size", "Range of the marginal curve, or the correlation coefficient.")
          .text("effect_unit", "Unit of effect_size: metric or correlation.")
          .number("share_normalised", "importance by the sum over all params.")
          .integer("n", "Runs it rests on.")
          .number("p_noise", NOISE)
          .text("note", "What else to know of the figure; NULL if nothing.")
          .sortedBy("analysis_id", "method", "rank", "param_key");

  /** One row a pair that may not be noise. */
  public static final TableSpec INTERACTION =
      TableSpec.builder("hp_interaction", "analysis_id", "What pairs of params do only together.")
          .text("analysis_id", ANALYSIS)
          .text("param_a", PARAM)
          .text("param_b", PARAM)
          .number("importance", "Share of the metric's explained variance, 0 to 1.")
          .number("ci_low", LOW)
          .number("ci_high", HIGH)
          .integer("n", "Runs it rests on.")
          .number("p_noise", NOISE)
          .sortedBy("analysis_id", "param_a", "param_b");

  /** One row a point of a curve. */
  public static final TableSpec MARGINAL =
      TableSpec.builder(
              "hp_marginal", "analysis_id", "The metric along each param, the others averaged out.")
          .text("analysis_id", ANALYSIS)
          .text("param_key", PARAM)
          .text(
              "method",
              "pdp: expectation over the other params; ale: along the runs that there are"
                  + " (accumulated local effects), for numbers that were changed together with"
                  + " another param (entanglement of .3 or more).")
          .integer("bin", "Number of the point, from 0.")
          .number("x", "Value of the param; NULL for a category.")
          .text("category", "The category; (inactive) where the param is absent; NULL for numbers.")
          .number("y", "The metric there.")
          .number("ci_low", LOW)
          .number("ci_high", HIGH)
          .integer("n_runs", "Runs nearest to this point; of ale those since the point before.")
          .sortedBy("analysis_id", "param_key", "method", "bin");

  /** One row a point of a surface. */
  public static final TableSpec MARGINAL2 =
      TableSpec.builder(
              "hp_marginal2",
              "analysis_id",
              "The metric over the two params of the strongest pairs, the others averaged out.")
          .text("analysis_id", ANALYSIS)
          .text("param_a", PARAM)
          .text("param_b", PARAM)
          .integer("bin_a", "Number of the first param's position, from 0.")
          .integer("bin_b", "Number of the second param's position, from 0.")
          .number("a", "Value of the first param; NULL for a category.")
          .number("b", "Value of the second param; NULL for a category.")
          .number("y", "The metric there.")
          .integer("n_runs", "Runs nearest to this point.")
          .text("category_a", "The first param's category; NULL for a number.")
          .text("category_b", "The second param's category; NULL for a number.")
          .sortedBy("analysis_id", "param_a", "param_b", "bin_a", "bin_b");

  /** All of them. */
  static final List<TableSpec> ALL =
      List.of(SURROGATE, PARAM_TABLE, IMPORTANCE, INTERACTION, MARGINAL, MARGINAL2);

  private SensitivityTables() {}
}
