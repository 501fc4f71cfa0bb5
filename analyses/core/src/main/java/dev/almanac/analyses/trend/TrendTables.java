package dev.almanac.analyses.trend;

import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/** The tables of the trend analysis. */
public final class TrendTables {

  private static final String METRIC = "The metric; NULL for series of the whole project.";

  /** One row a series and week. */
  public static final TableSpec TREND_POINT =
      TableSpec.builder(
              "trend_point",
              "analysis_id",
              "Series over calendar weeks: one row a series and week.")
          .text("analysis_id", "The analysis.")
          .text("project", "runs.project.")
          .text("metric_key", METRIC)
          .text(
              "series",
              "Of a metric: best, best_so_far, expected_best, median, iqm, level. Of a project: runs,"
                  + " failure_rate, divergence_rate, compute_hours.")
          .date("period_start", "Monday of the ISO week, in the configured zone.")
          .text("period_kind", "iso_week.")
          .bigint("n", "Runs that the value rests on.")
          .number("value", "The value; NULL where too few runs have one.")
          .number("ci_low", "Lower end of its 95 % interval, where there is one.")
          .number("ci_high", "Upper end of its 95 % interval, where there is one.")
          .bool("partial", "Whether the week was not over when the sources were last read.")
          .text("unit", "metric, runs, share or hours.")
          .integer(
              "draws", "expected_best: of how many runs the best is expected; the same each week.")
          .bool("is_primary", "Whether the project is judged by this metric.")
          .sortedBy("project", "metric_key", "series", "period_start");

  /** One row a series and test. */
  public static final TableSpec TREND_TEST =
      TableSpec.builder(
              "trend_test",
              "analysis_id",
              "Whether a weekly series has a trend; partial weeks take no part.")
          .text("analysis_id", "The analysis.")
          .text("project", "runs.project.")
          .text("metric_key", METRIC)
          .text("series", "As in trend_point.")
          .text(
              "test",
              "theil_sen: slope with interval. mann_kendall: trend if weeks were independent."
                  + " hamed_rao: the same with its variance corrected for autocorrelation. shape:"
                  + " which model of the weekly level fits best.")
          .integer("n", "Weeks with a value.")
          .number("slope", "Change a week: Theil-Sen, or that of the chosen shape.")
          .number("slope_low", "Lower end of its 95 % interval.")
          .number("slope_high", "Upper end of its 95 % interval.")
          .text("unit", "Unit of the slope, for example metric/week.")
          .number("tau", "Kendall's tau.")
          .number("z", "Test statistic, standard normal without a trend.")
          .number("p", "Two-sided probability of such a statistic without a trend.")
          .number("p_adj", "The same, adjusted for all series of the project (Benjamini-Hochberg).")
          .text(
              "verdict",
              "Tests: rising, falling or none; the hamed_rao row takes the greater of both tests'"
                  + " p_adj. shape: flat, slope, bend, step, step_on_slope or wander. too_few_weeks.")
          .text("outlook", "improving or worsening, if the verdict moves in a known direction.")
          .sortedBy("project", "metric_key", "series", "test");

  /** One row a sudden change of level. */
  public static final TableSpec CHANGE_POINT =
      TableSpec.builder(
              "change_point",
              "analysis_id",
              "Weeks in which the level of a series stepped, and did not just slope or wander.")
          .text("analysis_id", "The analysis.")
          .text("project", "runs.project.")
          .text("metric_key", METRIC)
          .text("series", "level or failure_rate.")
          .date("period_start", "Monday of the first week at the new level.")
          .number("mean_before", "Level of the weeks since the step before.")
          .number("mean_after", "Level of the weeks until the next step.")
          .number("delta", "Height of the step; differs from their difference on a slope.")
          .number("delta_low", "Lower end of its 95 % interval.")
          .number("delta_high", "Upper end of its 95 % interval.")
          .number("cost_gain", "How much worse the penalised fit is without this step.")
          .number("p", "Probability of such a step anywhere in a series without one (Bonferroni).")
          .number("p_adj", "The same, adjusted for all series of the project.")
          .text("outlook", "improving or worsening; NULL if the direction is not known.")
          .integer("weeks_before", "Weeks with runs at the level before.")
          .integer("weeks_after", "Weeks with runs at the level after.")
          .bigint("n_before", "Runs of these.")
          .bigint("n_after", "Runs of these.")
          .bool("is_primary", "Whether the project is judged by this metric.")
          .sortedBy("project", "metric_key", "series", "period_start");

  /** What changed at a step. */
  public static final TableSpec CHANGE_CAUSE =
      TableSpec.builder(
              "change_cause",
              "analysis_id",
              "What changed together with a step; that is not yet its cause.")
          .text("analysis_id", "The analysis.")
          .text("project", "runs.project.")
          .text("metric_key", METRIC)
          .text("series", "As in change_point.")
          .date("period_start", "As in change_point.")
          .text("kind", "param, commit, git, data, user, package, python, hardware, os and so on.")
          .text("key", "Name of the param, package and so on.")
          .text("before_text", "Commonest value, or median, of the eight weeks before.")
          .text("after_text", "The same for the eight weeks after.")
          .number(
              "score",
              "Association between value and side, 0 to 1: Cramer's V (bias-corrected), or rank"
                  + " correlation of numbers.")
          .number(
              "difference", "Standardised difference of the means, for numbers; after less before.")
          .number("share_before", "Share of the runs before that had after_text's value.")
          .number("share_after", "Share of the runs after that have it.")
          .integer("place", "1 for the strongest association.")
          .sortedBy("project", "metric_key", "series", "period_start", "place");

  /** All of them. */
  public static final List<TableSpec> ALL =
      List.of(TREND_POINT, TREND_TEST, CHANGE_POINT, CHANGE_CAUSE);

  private TrendTables() {}
}
