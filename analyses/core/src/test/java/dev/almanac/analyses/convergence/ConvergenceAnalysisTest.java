package dev.almanac.analyses.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.analyses.AnalysisProgress;
import dev.almanac.analyses.AnalysisReport;
import dev.almanac.analyses.AnalysisRunner;
import dev.almanac.analyses.InMemoryTables;
import dev.almanac.analyses.objective.DeclaredObjectives;
import dev.almanac.analyses.objective.ObjectiveAnalysis;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ConvergenceAnalysisTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);

  private final ConvergenceAnalysis analysis = new ConvergenceAnalysis();
  private final ObjectiveAnalysis objective = new ObjectiveAnalysis(DeclaredObjectives.NONE);
  private final InMemoryTables tables = new InMemoryTables(objective, analysis);

  @BeforeEach
  void addRuns() {
    addRun("a", "p", "finished", 1);
    addRun("b", "p", "finished", 2);
    addRun("c", "p", "killed", 3);
    addRun("gone", "p", "finished", 4);
    tables.execute("UPDATE runs SET deleted = true WHERE run_key = 'gone'");
    addCurve("a", "val_loss", 40, step -> 1 + Math.abs(step - 20) / 20.0);
    addCurve("a", "loss", 40, step -> 2 - step / 40.0);
    addCurve("b", "val_loss", 40, step -> 3 - step / 20.0);
    addCurve("c", "val_loss", 20, step -> 4);
    addCurve("gone", "val_loss", 40, step -> 0);
    addCurve("a", "zeta", 3, step -> step);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void describesEveryCurveOfEveryMetric() {
    AnalysisReport report = run();

    // Smoothed by medians of 3 the turn at step 20 is flat from 19 to 21, and the first counts.

    assertThat(report).isEqualTo(new AnalysisReport("convergence", 3, 0, 0, 0));
    assertThat(
            tables.lines(
                "SELECT run_key, metric_key, direction, x_axis, n_points, y_best, x_best, verdict,"
                    + " train_key, overfit_x, censored FROM curve_feature ORDER BY metric_key, run_key"))
        .containsExactly(
            "a|loss|min|step|40|1.025|39.0|still_improving|∅|∅|false",
            "a|val_loss|min|step|40|1.0|20.0|overfitting|loss|19.0|false",
            "b|val_loss|min|step|40|1.05|39.0|still_improving|∅|∅|false",
            "c|val_loss|min|step|20|4.0|0.0|no_learning|∅|∅|true",
            "a|zeta|unknown|step|3|∅|∅|unknown_direction|∅|∅|false");
  }

  @Test
  void storesTheBandOfTheRunsThatAreNotDeleted() {
    run();

    assertThat(
            tables.lines(
                "SELECT group_key, x_axis, min(x), max(x), min(n), max(n) FROM curve_band"
                    + " WHERE metric_key = 'val_loss' GROUP BY ALL"))
        .containsExactly("all|step|0.0|19.0|3|3");
    assertThat(
            tables.lines(
                "SELECT n, median, q25, q75 FROM curve_band WHERE metric_key = 'val_loss' AND x = 10"))
        .containsExactly("3|2.5|2.0|3.25");
    assertThat(
            tables.lines(
                "SELECT metric_key, reason, n FROM analysis_exclusion JOIN analysis USING (analysis_id)"
                    + " WHERE metric_key = 'val_loss' ORDER BY ALL"))
        .containsExactly("val_loss|band_stopped_runs_beyond|2", "val_loss|run_deleted|1");
  }

  @Test
  void saysWhatCannotBeSaid() {
    run();

    assertThat(
            tables.lines(
                "SELECT metric_key, status, status_reason FROM analysis WHERE kind = 'convergence'"
                    + " ORDER BY metric_key"))
        .containsExactly(
            "loss|degraded|Fewer than 3 curves over one axis: no band.",
            "val_loss|ok|∅",
            "zeta|degraded|The direction of the metric is unknown; declare it to see best values and"
                + " trends.");
  }

  @Test
  void thresholdThatSomeRunsNeverReachIsCensored() {
    run();

    assertThat(
            tables.lines(
                "SELECT run_key, threshold, round(x_reached, 6), reached, x_censored FROM curve_threshold"
                    + " WHERE threshold_kind = 'median_final' ORDER BY run_key"))
        .containsExactly("a|1.9|2.0|true|∅", "b|1.9|22.0|true|∅", "c|1.9|∅|false|19.0");
    assertThat(
            tables.lines(
                "SELECT n, n_reached, x_median FROM curve_threshold_time"
                    + " WHERE threshold_kind = 'median_final'"))
        .containsExactly("3|2|22.0");
  }

  @Test
  void bestSoFarFollowsTheEndsOfTheRuns() {
    run();

    assertThat(
            tables.lines(
                "SELECT ordinal, run_key, value, best, improved FROM best_so_far"
                    + " WHERE metric_key = 'val_loss' ORDER BY ordinal"))
        .containsExactly("1|a|1.0|1.0|true", "2|b|1.05|1.0|false", "3|c|4.0|1.0|false");
  }

  @Test
  void unchangedCurvesAreNotComputedAgainAndChangedOnesAre() {
    run();

    assertThat(run()).isEqualTo(new AnalysisReport("convergence", 0, 3, 0, 0));

    tables.execute("UPDATE runs SET fingerprint = 'new' WHERE run_key = 'b'");
    assertThat(run()).isEqualTo(new AnalysisReport("convergence", 1, 2, 0, 0));
    assertThat(tables.lines("SELECT count(*) FROM curve_feature")).containsExactly("5");
  }

  @Test
  void pointsOnOneStepAreDrawnOverTheirTimes() {
    addRun("t", "q", "finished", 5);
    addSummary("t", "acc", 3, 0);
    for (int point = 0; point < 3; point++) {
      tables.execute(
          String.format(
              Locale.ROOT,
              "INSERT INTO metrics VALUES ('t', 'acc', 0, '2026-11-01 00:00:0%d+00', %d, %d)",
              2 * point,
              point,
              point));
    }

    run();

    assertThat(tables.lines("SELECT x_axis, x_last, y_best FROM curve_feature WHERE project = 'q'"))
        .containsExactly("time|4.0|2.0");
  }

  @Test
  void nonFiniteValuesAreAnEvent() {
    addRun("n", "q", "failed", 5);
    addCurve("n", "loss", 10, step -> step < 6 ? 5 - step : Double.NaN);

    run();

    assertThat(
            tables.lines(
                "SELECT event, x_start, x_end, recovered, n FROM curve_event WHERE project = 'q'"
                    + " ORDER BY event"))
        .containsExactly("diverged|6.0|9.0|false|∅", "non_finite|6.0|9.0|false|4");
    assertThat(
            tables.lines(
                "SELECT diverged, diverged_kind, n_nonfinite, verdict FROM curve_feature"
                    + " WHERE project = 'q'"))
        .containsExactly("true|non_finite|4|diverged");
  }

  @Test
  void veryLongCurveIsReadInPartAndSaysSo() {
    addRun("long", "q", "finished", 5);
    addSummary("long", "loss", 1_000_001, 1_000_000);
    tables.execute(
        "INSERT INTO metrics SELECT 'long', 'loss', i, NULL, CASE WHEN i = 7 THEN 'NaN'::DOUBLE"
            + " ELSE 1000000 - i END, i FROM range(1000001) t(i)");

    run();

    assertThat(
            tables.lines(
                "SELECT n_points, n_read, y_best, n_nonfinite, diverged_x FROM curve_feature"
                    + " WHERE project = 'q'"))
        .containsExactly("1000001|333336|0.0|1|7.0");
    assertThat(
            tables.lines(
                "SELECT reason, n FROM analysis_exclusion JOIN analysis USING (analysis_id)"
                    + " WHERE project = 'q' ORDER BY reason"))
        .containsExactly("band_curve_thinned|1", "points_sampled|1");
  }

  private AnalysisReport run() {
    AnalysisRunner runner =
        new AnalysisRunner(tables.engine(), tables, 42, CLOCK, AnalysisProgress.NONE);
    runner.run(objective, scope -> true);
    return runner.run(analysis, scope -> true);
  }

  private void addRun(String key, String project, String status, int day) {
    tables.execute(
        String.format(
            Locale.ROOT,
            "INSERT INTO runs (run_key, project, status, deleted, ended_at, fingerprint) VALUES"
                + " ('%s', '%s', '%s', false, '2026-11-%02d 12:00:00+00', '1')",
            key,
            project,
            status,
            day));
  }

  private void addCurve(String run, String metric, int points, IntToDoubleFunction values) {
    addSummary(run, metric, points, points - 1);
    for (int step = 0; step < points; step++) {
      double value = values.applyAsDouble(step);
      tables.execute(
          "INSERT INTO metrics VALUES ('"
              + run
              + "', '"
              + metric
              + "', "
              + step
              + ", NULL, '"
              + value
              + "'::DOUBLE, "
              + step
              + ")");
    }
  }

  private void addSummary(String run, String metric, int points, int lastStep) {
    tables.execute(
        String.format(
            Locale.ROOT,
            "INSERT INTO metric_summaries (run_key, key, points, first_step, last_step, system)"
                + " VALUES ('%s', '%s', %d, 0, %d, false)",
            run,
            metric,
            points,
            lastStep));
  }
}
