package dev.almanac.analyses.projection;

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
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CurveFitAnalysisTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);

  private final CurveFitAnalysis analysis = new CurveFitAnalysis();
  private final ObjectiveAnalysis objective = new ObjectiveAnalysis(DeclaredObjectives.NONE);
  private final InMemoryTables tables = new InMemoryTables(objective, analysis);

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void forecastsRunsThatAreNotThereYetFromThoseThatAre() {
    addPowerLaws(14, 100);
    add("live", "p", "running", 40, step -> .1 + Math.pow(step + 1, -.5));

    AnalysisReport report = run();

    assertThat(report.computed()).isEqualTo(1);
    assertThat(
            tables.lines(
                "SELECT pred_x, horizon, speaks, round(pred, 2), n_backtest, pi_low < .2, pi_high > .2,"
                    + " coverage_backtest >= .8 FROM curve_fit"
                    + " WHERE run_key = 'live' AND family = 'ensemble'"))
        .containsExactly("99.0|typical|true|0.2|14|true|true|true");
    assertThat(tables.lines("SELECT family FROM curve_fit WHERE run_key = 'live' ORDER BY family"))
        .containsExactly(
            "ensemble", "exp3", "ilog2", "last1", "mmf4", "pow3", "pow4", "vap3", "wbl4");
    assertThat(
            tables.lines(
                "SELECT round(sum(weight), 9) FROM curve_fit WHERE family <> 'ensemble'"
                    + " GROUP BY run_key HAVING round(sum(weight), 9) <> 1"))
        .isEmpty();
  }

  @Test
  void whatAParamDeclaresIsTheHorizonIfFinishedRunsKeptToIt() {
    addPowerLaws(3, 100);
    add("live", "p", "running", 40, step -> .1 + Math.pow(step + 1, -.5));
    for (String run : List.of("r0", "r1", "r2")) {
      param(run, "trainer.max_epochs", 100);
      param(run, "iterations", 7);
    }
    param("live", "trainer.max_epochs", 300);
    param("live", "iterations", 7);

    run();

    assertThat(
            tables.lines(
                "SELECT run_key, pred_x, horizon FROM curve_fit WHERE family = 'ensemble'"
                    + " ORDER BY run_key"))
        .containsExactly(
            "live|299.0|declared",
            "r0|148.5|half_again",
            "r1|148.5|half_again",
            "r2|148.5|half_again");
    assertThat(tables.lines("SELECT status, status_reason FROM analysis WHERE kind = 'curve_fit'"))
        .containsExactly(
            "degraded|Fewer than 10 finished runs with 8 points: intervals rest on each curve alone.");
  }

  @Test
  void familiesAreSilencedWhereTheyFailOnFinishedRuns() {
    for (int index = 0; index < 12; index++) {
      int turn = 55 + index;
      // Falls like an exponential, and after a while starts again.
      add(
          "r" + index,
          "p",
          "finished",
          100,
          step -> 1 + Math.exp(-step / 20.0) + (step > turn ? .5 * (step - turn) / 40 : 0));
    }
    add("live", "p", "running", 50, step -> 1 + Math.exp(-step / 20.0));

    run();

    assertThat(
            tables.lines(
                "SELECT speaks, silence, pred = y_last FROM curve_fit"
                    + " WHERE run_key = 'live' AND family = 'ensemble'"))
        .containsExactly(
            "false|On finished runs of this metric no family beats the last value.|true");
    assertThat(
            tables.lines(
                "SELECT speaks, n, last1_err < err FROM forecast_backtest WHERE observed = .5"))
        .containsExactly("false|12|true");
  }

  @Test
  void oddRunsAreCounted() {
    add("short", "p", "finished", 8, step -> step);
    add("shorter", "p", "finished", 7, step -> step);
    add("gone", "p", "finished", 20, step -> step);
    add("nan", "p", "failed", 20, step -> Double.NaN);
    add("constant", "p", "finished", 20, step -> 3);
    add(
        "infinite",
        "p",
        "finished",
        20,
        step -> step == 4 ? Double.POSITIVE_INFINITY : 1e300 * step);
    tables.execute("UPDATE runs SET deleted = true WHERE run_key = 'gone'");

    run();

    assertThat(
            tables.lines(
                "SELECT run_key, speaks, pred FROM curve_fit WHERE family = 'ensemble' ORDER BY run_key"))
        .hasSize(3)
        .contains("constant|false|3.0");
    assertThat(tables.lines("SELECT reason, n FROM analysis_exclusion ORDER BY reason"))
        .containsExactly("run_deleted_or_no_finite_value|2", "too_few_points|1");
  }

  @Test
  void equalRunsGiveEqualRowsInWhateverOrderTheyWereStored() {
    addPowerLaws(12, 60);
    run();
    List<String> rows = tables.lines("SELECT * EXCLUDE (analysis_id) FROM curve_fit ORDER BY ALL");
    tables.execute("CREATE TABLE shuffled AS SELECT * FROM metrics ORDER BY hash(run_key || seq)");
    tables.execute("DELETE FROM metrics");
    tables.execute("INSERT INTO metrics SELECT * FROM shuffled");
    tables.execute("DELETE FROM analysis WHERE kind = 'curve_fit'");
    tables.execute("DELETE FROM curve_fit");

    run();

    assertThat(tables.lines("SELECT * EXCLUDE (analysis_id) FROM curve_fit ORDER BY ALL"))
        .isEqualTo(rows);
  }

  private void addPowerLaws(int count, int points) {
    for (int index = 0; index < count; index++) {
      double power = .4 + .02 * index;
      long seed = index;
      add(
          "r" + index,
          "p",
          "finished",
          points,
          step ->
              .1
                  + Math.pow(step + 1, -power)
                  + .004 * Math.sin(1e4 * Math.sin(77.7 * step + seed)));
    }
  }

  private AnalysisReport run() {
    AnalysisRunner runner =
        new AnalysisRunner(tables.engine(), tables, 42, CLOCK, AnalysisProgress.NONE);
    runner.run(objective, scope -> true);
    return runner.run(analysis, scope -> true);
  }

  private void param(String run, String key, int value) {
    tables.execute(
        "INSERT INTO params VALUES ('%s', '%s', '%d', %d, 'int', 'logged')"
            .formatted(run, key, value, value));
  }

  private void add(String run, String project, String status, int points, IntToDoubleFunction y) {
    tables.execute(
        "INSERT INTO runs (run_key, project, status, deleted, fingerprint)"
            + " VALUES ('%s', '%s', '%s', false, '1')".formatted(run, project, status));
    tables.execute(
        "INSERT INTO metric_summaries (run_key, key, points, last, first_step, last_step, system)"
            + " VALUES ('%s', 'val_loss', %d, 1, 0, %d, false)".formatted(run, points, points - 1));
    for (int step = 0; step < points; step++) {
      double value = y.applyAsDouble(step);
      tables.execute(
          String.format(
              Locale.ROOT,
              "INSERT INTO metrics VALUES ('%s', 'val_loss', %d, NULL, '%s'::DOUBLE, %d)",
              run,
              step,
              value,
              step));
    }
  }
}
