package dev.almanac.analyses.projection;

import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/** The tables of the curve_fit analysis. */
public final class ProjectionTables {

  /** One row a run and family, and one with what they say together. */
  public static final TableSpec CURVE_FIT =
      TableSpec.builder(
              "curve_fit",
              "analysis_id",
              "Families of curves fitted to each run, and the forecast that they give together.")
          .text("analysis_id", "The analysis.")
          .text("run_key", "The run: runs.run_key.")
          .text("project", "runs.project.")
          .text("metric_key", "The metric.")
          .text(
              "family",
              "last1 pow3 pow4 mmf4 wbl4 exp3 ilog2 vap3; ensemble: the forecast of those that speak.")
          .number("p1", "Asymptote; of last1 the value, of vap3 a.")
          .number("p2", "Amplitude; of vap3 b.")
          .number("p3", "Shape: a power or a rate in 1/u; of vap3 c.")
          .number("p4", "Shape: a scale in u.")
          .number("rmse", "Root mean squared residual.")
          .number("holdout_err", "Mean error on the last fifth, fitted to what comes before.")
          .number("last1_err", "The same of the last value before the last fifth.")
          .number("aicc", "Akaike's criterion, corrected for few points.")
          .number("weight", "Share in the forecast; 0 of a silent family.")
          .number("asymptote", "Value that the family tends to; NULL if it tends to none.")
          .number("pred_x", "The x of the forecast.")
          .number("pred", "The value there.")
          .number("pi_low", "Lower end of its 90 % interval; of the ensemble alone.")
          .number("pi_high", "Upper end of it.")
          .bool("converged", "Whether the fit came to rest inside of the range of its parameters.")
          .bool("speaks", "Whether it beat the last value in back-test; ensemble: whether any did.")
          .text(
              "silence",
              "Why it does not speak: baseline, no_fit, holdout_not_better, trial_not_better,"
                  + " level_not_worse, turns, outweighed; ensemble: a sentence.")
          .number(
              "trial_err", "Mean error at the end, fitted to as small a share as x_last of pred_x.")
          .number("trial_last1_err", "The same of the last value.")
          .text("x_axis", "step, time or ordinal.")
          .number("u_origin", "u, the x of the families, is (x - u_origin) / u_unit.")
          .number("u_unit", "The x in one u.")
          .number("x_last", "x of the last point.")
          .number("y_last", "The last value.")
          .text(
              "horizon",
              "What pred_x is: declared (a param says so), typical (median length of finished runs),"
                  + " longest (no finished run), half_again (the run's own length and half of it).")
          .bigint("n_points", "Points that the fit rests on.")
          .bigint("n_merged", "Points merged into these.")
          .bigint("n_warm_up", "First points left out because the values first got worse.")
          .number(
              "coverage_backtest",
              "Ensemble: share of finished runs whose end lay in the interval that the others give.")
          .integer("n_backtest", "Ensemble: how many finished runs that rests on.")
          .sortedBy("project", "metric_key", "run_key", "family");

  /** One row a project, metric and observed share. */
  public static final TableSpec FORECAST_BACKTEST =
      TableSpec.builder(
              "forecast_backtest",
              "analysis_id",
              "How forecasts did on finished runs, cut after a share of their length.")
          .text("analysis_id", "The analysis.")
          .text("project", "runs.project.")
          .text("metric_key", "The metric.")
          .number("observed", "Share of the length that was seen.")
          .integer("n", "Finished runs that were cut.")
          .integer("n_extrapolated", "Of these, runs that a family spoke on.")
          .number("err", "Mean absolute error of the forecast on these.")
          .number("last1_err", "Mean absolute error of the last value on these.")
          .bool("speaks", "Whether families may speak at this share in this project.")
          .number("coverage_before", "Share of ends within the curve's own 90 % interval.")
          .number(
              "widening", "By how much each end of the interval is moved out, or in if negative.")
          .number(
              "coverage_backtest", "Share of ends within it then, each run judged by the others.")
          .sortedBy("project", "metric_key", "observed");

  /** All of them. */
  public static final List<TableSpec> ALL = List.of(CURVE_FIT, FORECAST_BACKTEST);

  private ProjectionTables() {}
}
