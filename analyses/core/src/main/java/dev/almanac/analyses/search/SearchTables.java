package dev.almanac.analyses.search;

import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/** The tables that hold how searches went. */
public final class SearchTables {

  private static final String ANALYSIS = "The analysis: analysis.analysis_id.";
  private static final String SWEEP =
      "runs.group_name, or runs.parent_run_id; NULL for all runs of the project together.";

  /** One row a sweep, and one for the whole project. */
  public static final TableSpec SUMMARY =
      TableSpec.builder(
              "search_summary",
              "analysis_id",
              "How the search of each sweep, and of each project as a whole, went.")
          .text("analysis_id", ANALYSIS)
          .text("sweep", SWEEP)
          .integer("n_trials", "Runs, without deleted ones.")
          .integer("n_used", "Runs that finished with a finite value.")
          .integer("n_failed", "Runs that failed or crashed.")
          .integer("n_killed", "Runs that were killed or pruned.")
          .integer("n_open", "Runs that are running or scheduled.")
          .text("ordered_by", "started_at, or run_key where fewer than nine in ten runs have it.")
          .number("best_value", "Best value; NULL without a direction.")
          .text("best_run_key", "The run that reached it first.")
          .integer("best_trial", "Its place among the used runs, from 1.")
          .integer(
              "n_improvements", "How often a run was better than all before it, the first aside.")
          .integer("trials_since_best", "Used runs after the best one.")
          .number(
              "p_best_so_early",
              "Probability that the best of so many comes so early in random order: small if the"
                  + " later runs got worse or stood still.")
          .integer("trials_to_90", "Used runs until nine tenths of the whole gain were reached.")
          .number("gain", "Best value against that of the first used run, in units of the metric.")
          .number(
              "value_trend", "Rank correlation of goodness and order: above 0, later is better.")
          .number("value_trend_p", "Its two-sided p-value.")
          .number("seconds", "Sum of the run times of all runs that have one, failed ones too.")
          .integer("n_timed", "Runs that have a run time.")
          .number("seconds_to_best", "Of these, up to the end of the best run.")
          .number("seconds_unfinished", "Of these, in runs that did not finish.")
          .integer("n_params", "Params that vary.")
          .integer("n_configurations", "Different configurations among the used runs; seeds aside.")
          .integer("n_repeats", "Used runs of a configuration that had been tried before.")
          .integer(
              "n_exact_repeats",
              "Of these, runs of the same seed, too, or without any seed logged.")
          .number("seconds_repeats", "Run time of the exact repeats.")
          .number("coverage", "Mean over the params of search_param.coverage.")
          .number("pair_coverage", "Share of the cells of each pair of params that have a run.")
          .number("pair_coverage_random", "The share that as many runs at random would reach.")
          .text("status", "ok, or insufficient.")
          .text("status_reason", "Why it is insufficient, or what is missing; NULL if nothing.")
          .sortedBy("analysis_id", "sweep");

  /** One row a sweep and param that varies. */
  public static final TableSpec PARAM =
      TableSpec.builder(
              "search_param",
              "analysis_id",
              "What the search chose for each param: early, late, among its best, and at the ends.")
          .text("analysis_id", ANALYSIS)
          .text("sweep", SWEEP)
          .text("param_key", "The param: params.key.")
          .text("value_type", "float, int, categorical or bool.")
          .text("scale", "linear or log; NULL if not a number.")
          .number("low", "Lower end of the searched range; NULL if not a number.")
          .number("high", "Upper end of the searched range; NULL if not a number.")
          .text("space_origin", "declared, or inferred from the values.")
          .integer("n", "Runs that have the param, whatever became of them.")
          .integer("n_distinct", "Different values used.")
          .text("choice", "The choice that early, late and trend are about; NULL for numbers.")
          .number("early", "Median in the first third of the runs, or share of the choice.")
          .number("middle", "The same in the second third.")
          .number("late", "The same in the last third.")
          .number("trend", "Rank correlation with the order, or late less early share; -1 to 1.")
          .number("trend_p", "Two-sided p-value against choices that do not depend on the order.")
          .number("trend_p_adj", "Adjusted for all trends of this analysis (Benjamini-Hochberg).")
          .number("spread_early", "Interquartile range by that of the range, first third.")
          .number("spread_late", "The same, last third: much smaller if the search closed in.")
          .text("top_choice", "The choice that whole, top and top_effect are about.")
          .integer("n_top", "Runs among the best tenth (at least five) that have the param.")
          .number("whole", "Median of the used runs, or share of the choice.")
          .number("top", "Median of the best tenth, or share of the choice.")
          .number("top_low", "First quartile of the best tenth; NULL if not a number.")
          .number("top_high", "Third quartile of the best tenth; NULL if not a number.")
          .number(
              "top_effect",
              "Cliff's delta of the best tenth against the other runs, or difference of the"
                  + " shares; -1 to 1.")
          .number("top_p", "Two-sided p-value against a best tenth drawn at random.")
          .number("top_p_adj", "Adjusted for all best tenths of this analysis.")
          .text("best_value_text", "Value of the best run.")
          .text(
              "edge", "low or high if good runs press against that end of the range; NULL if not.")
          .number("edge_share_top", "Share of the best tenth in the outer tenth at the nearer end.")
          .number("edge_share_other", "The same of the other used runs.")
          .number("edge_p_adj", "Adjusted p-value of so large a difference.")
          .number("widen_to", "Where to move that end; NULL if nothing presses, or it is natural.")
          .text("edge_note", "What speaks for the edge, or against moving it; NULL if nothing.")
          .number("coverage", "Share of ten cells of the range, or of the choices, with a run.")
          .sortedBy("analysis_id", "sweep", "param_key");

  /** Choices by part of the search. */
  public static final TableSpec CHOICE =
      TableSpec.builder(
              "search_choice",
              "analysis_id",
              "What was chosen for each param in each tenth of the runs, and among the best.")
          .text("analysis_id", ANALYSIS)
          .text("sweep", SWEEP)
          .text("param_key", "The param: params.key.")
          .text("part", "order: a part of the runs in order; top: the best tenth; all.")
          .integer("number", "Number of the part, from 1; 1 for top and all.")
          .integer("parts", "How many parts: 10, or 3 below 50 runs; 1 for top and all.")
          .text("category", "The choice; NULL for numbers.")
          .number("share", "Share of the choice; NULL for numbers.")
          .number("median", "Median; NULL for choices.")
          .number("q25", "First quartile; NULL for choices.")
          .number("q75", "Third quartile; NULL for choices.")
          .integer("n", "Runs of the part that have the param.")
          .sortedBy("analysis_id", "sweep", "param_key", "part", "number", "category");

  /** The best so far. */
  public static final TableSpec PROGRESS =
      TableSpec.builder(
              "search_progress",
              "analysis_id",
              "Best value so far by order of the used runs: every improvement, and some 200 others.")
          .text("analysis_id", ANALYSIS)
          .text("sweep", SWEEP)
          .integer("trial", "Place among the used runs in order of their beginning, from 1.")
          .text("run_key", "The run.")
          .timestamp("started_at", "When it began.")
          .number("value", "Its value.")
          .number("best", "Best value so far.")
          .bool("improved", "Whether it is better than all before it.")
          .number("gain_share", "Part of the sweep's whole gain that is reached, 0 to 1.")
          .number("seconds", "Run time of all runs that began until then, this one included.")
          .sortedBy("analysis_id", "sweep", "trial");

  /** The best to expect. */
  public static final TableSpec EXPECTED_BEST =
      TableSpec.builder(
              "search_expected_best",
              "analysis_id",
              "Expected best of n runs drawn from those of the sweep (Dodge et al., EMNLP 2019).")
          .text("analysis_id", ANALYSIS)
          .text("sweep", SWEEP)
          .integer("n", "Number of runs.")
          .number("expected", "Expected best value of n runs, drawn with replacement.")
          .number("q10", "The best of n is worse than this in one of ten draws.")
          .number("q90", "The best of n is better than this in one of ten draws.")
          .number("seconds", "Mean run time of n used runs.")
          .sortedBy("analysis_id", "sweep", "n");

  /** All of them. */
  static final List<TableSpec> ALL = List.of(SUMMARY, PARAM, CHOICE, PROGRESS, EXPECTED_BEST);

  private SearchTables() {}
}
