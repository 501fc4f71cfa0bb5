package dev.almanac.analyses.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.analyses.AnalysisProgress;
import dev.almanac.analyses.AnalysisReport;
import dev.almanac.analyses.AnalysisRunner;
import dev.almanac.analyses.InMemoryTables;
import dev.almanac.analyses.convergence.ConvergenceAnalysis;
import dev.almanac.analyses.objective.DeclaredObjectives;
import dev.almanac.analyses.objective.ObjectiveAnalysis;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TrendAnalysisTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);

  private final TrendAnalysis analysis = new TrendAnalysis(ZoneId.of("UTC"));
  private final ObjectiveAnalysis objective = new ObjectiveAnalysis(DeclaredObjectives.NONE);
  private final InMemoryTables tables =
      new InMemoryTables(objective, analysis, new ConvergenceAnalysis());

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void stepComesWithWhatChangedInItsWeek() {
    addWeeks(16, 10, "CASE WHEN week >= 9 THEN 0.5 ELSE 0 END");
    synced("2026-05-04 12:00:00Z");

    assertThat(run(analysis)).isEqualTo(new AnalysisReport("trend", 1, 0, 0, 0));
    assertThat(
            tables.lines(
                "SELECT metric_key, series, period_start, round(delta, 1), outlook, weeks_before,"
                    + " n_after, delta_low < 0.5, delta_high > 0.5, p_adj < 0.001, cost_gain > 10,"
                    + " is_primary FROM change_point"))
        .containsExactly("accuracy|level|2026-03-09|0.5|improving|9|70|true|true|true|true|true");
    assertThat(
            tables.lines(
                "SELECT kind, key, before_text, after_text, round(score, 2), share_before,"
                    + " share_after, place FROM change_cause ORDER BY place"))
        .containsExactly("data|train|v1|v2|1.0|0.0|1.0|1");
    assertThat(
            tables.lines(
                "SELECT series, verdict, outlook FROM trend_test WHERE test = 'shape' ORDER BY 1"))
        .containsExactly("failure_rate|flat|∅", "level|step|∅");
    assertThat(tables.lines("SELECT status, grade, n_runs_used FROM analysis WHERE kind = 'trend'"))
        .containsExactly("ok|fair|160");
  }

  @Test
  void slopeRisesAndDoesNotStep() {
    addWeeks(20, 8, "week * 0.05");
    synced("2026-06-01 12:00:00Z");
    run(analysis);

    assertThat(tables.lines("SELECT count(*) FROM change_point")).containsExactly("0");
    assertThat(
            tables.lines(
                "SELECT verdict, outlook, n, p_adj < 0.05 FROM trend_test WHERE test = 'hamed_rao'"
                    + " AND series = 'iqm'"))
        .containsExactly("rising|improving|20|true");
    assertThat(
            tables.lines(
                "SELECT round(slope, 2), slope_low < 0.05, slope_high > 0.05, unit FROM trend_test"
                    + " WHERE test = 'theil_sen' AND series = 'iqm'"))
        .containsExactly("0.05|true|true|metric/week");
    assertThat(
            tables.lines(
                "SELECT verdict FROM trend_test WHERE test = 'hamed_rao' AND series = 'runs'"))
        .containsExactly("none");
  }

  @Test
  void pointsOfOneWeek() {
    for (int run = 0; run < 8; run++) {
      addRun("r" + run, "2026-01-07 10:00:00Z", run < 6 ? "finished" : "failed", run / 10.0);
    }
    synced("2026-01-12 00:00:00Z");
    run(analysis);

    // Six values 0 to .5: expected best of 5 draws, by Dodge's formula.
    assertThat(
            tables.lines(
                "SELECT series, n, round(value, 4), draws, partial FROM trend_point ORDER BY series"))
        .containsExactly(
            "best|6|0.5|∅|false",
            "best_so_far|6|0.5|∅|false",
            "compute_hours|8|4.0|∅|false",
            "divergence_rate|0|∅|∅|false",
            "expected_best|6|0.4431|5|false",
            "failure_rate|8|0.25|∅|false",
            "iqm|6|0.25|∅|false",
            "level|6|0.25|∅|false",
            "median|6|0.25|∅|false",
            "runs|8|8.0|∅|false");
    assertThat(tables.lines("SELECT status, status_reason FROM analysis WHERE kind = 'trend'"))
        .containsExactly("insufficient|1 full week has runs; a trend needs 6.");
    assertThat(tables.lines("SELECT DISTINCT verdict FROM trend_test WHERE test <> 'theil_sen'"))
        .containsExactly("too_few_weeks");
  }

  @Test
  void weekThatIsNotOverIsShownButNotTested() {
    addWeeks(8, 5, "0");
    synced("2026-02-27 12:00:00Z");
    run(analysis);

    assertThat(
            tables.lines(
                "SELECT max(period_start), count(*) FROM trend_point WHERE partial AND series ="
                    + " 'median'"))
        .containsExactly("2026-02-23|1");
    assertThat(tables.lines("SELECT DISTINCT n FROM trend_test WHERE series = 'median'"))
        .containsExactly("7");
  }

  @Test
  void isComputedAgainOnceTheWeekIsOverAndNotBefore() {
    addWeeks(8, 5, "0");
    synced("2026-02-27 12:00:00Z");
    run(analysis);

    synced("2026-02-28 12:00:00Z");
    assertThat(runAgain()).isEqualTo(new AnalysisReport("trend", 0, 1, 0, 0));
    synced("2026-03-02 13:00:00Z");
    assertThat(runAgain()).isEqualTo(new AnalysisReport("trend", 1, 0, 0, 0));
    assertThat(tables.lines("SELECT count(*) FROM trend_point WHERE partial")).containsExactly("0");
    synced("2026-03-09 13:00:00Z");
    run(analysis);
    synced("2026-04-20 13:00:00Z");
    assertThat(runAgain()).isEqualTo(new AnalysisReport("trend", 0, 1, 0, 0));
  }

  @Test
  void weeksBeginInTheZone() {
    addRun("a", "2026-01-04 23:30:00Z", "finished", 1);
    synced("2026-02-01 00:00:00Z");
    run(new TrendAnalysis(ZoneId.of("Europe/Berlin")));

    assertThat(tables.lines("SELECT DISTINCT period_start FROM trend_point"))
        .containsExactly("2026-01-05");
  }

  @Test
  void nothingLeftOutGoesUncounted() {
    addRun("a", "2026-01-07 10:00:00Z", "finished", 1);
    addRun("b", "2026-01-07 10:00:00Z", "finished", Double.POSITIVE_INFINITY);
    addRun("c", "2056-01-07 10:00:00Z", "finished", 1);
    addRun("d", "2026-01-07 10:00:00Z", "deleted", 1);
    tables.execute(
        "INSERT INTO runs (run_key, source, project, status, deleted, fingerprint) VALUES ('e',"
            + " 's', 'p', 'finished', false, '1')");
    tables.execute(
        "INSERT INTO metric_summaries (run_key, key, points, system) VALUES ('a', 'zorp', 1,"
            + " false)");
    synced("2026-02-01 00:00:00Z");
    run(analysis);

    assertThat(tables.lines("SELECT reason, param_key, n FROM analysis_exclusion ORDER BY 1"))
        .containsExactly(
            "direction_unknown|∅|1",
            "metric_nonfinite|accuracy|1",
            "run_deleted|∅|1",
            "start_implausible|∅|1",
            "start_unknown|∅|1");
  }

  @Test
  void constantMetricIsFlat() {
    tables.execute(
        "CREATE TEMP TABLE planned AS SELECT 'k' || i AS run_key, TIMESTAMPTZ '2026-01-05 08:00:00Z'"
            + " + INTERVAL (i) DAY AS started, 3.5 AS value FROM generate_series(0, 89) AS t(i)");
    insertPlanned();
    synced("2026-05-01 00:00:00Z");
    run(analysis);

    assertThat(
            tables.lines(
                "SELECT DISTINCT verdict FROM trend_test WHERE metric_key = 'accuracy' AND verdict"
                    + " IS NOT NULL ORDER BY 1"))
        .containsExactly("flat", "none");
  }

  @Test
  void sameRunsInAnotherOrderGiveTheSameRows() {
    addWeeks(12, 6, "CASE WHEN week >= 6 THEN 0.4 ELSE 0 END");
    synced("2026-05-01 00:00:00Z");
    run(analysis);
    String all = "SELECT * EXCLUDE analysis_id FROM %s ORDER BY ALL";
    List<String> points = tables.lines(String.format(all, "trend_point"));
    List<String> tests = tables.lines(String.format(all, "trend_test"));

    tables.execute("CREATE TEMP TABLE shuffled AS SELECT * FROM runs ORDER BY hash(run_key)");
    tables.execute("DELETE FROM runs");
    tables.execute("INSERT INTO runs SELECT * FROM shuffled");
    tables.execute("DELETE FROM analysis");
    for (String table : List.of("trend_point", "trend_test", "change_point", "change_cause")) {
      tables.execute("DELETE FROM " + table);
    }
    run(analysis);

    assertThat(tables.lines(String.format(all, "trend_point"))).isEqualTo(points);
    assertThat(tables.lines(String.format(all, "trend_test"))).isEqualTo(tests);
  }

  private AnalysisReport run(TrendAnalysis trend) {
    runner().run(objective, scope -> true);
    return runner().run(trend, scope -> true);
  }

  private AnalysisReport runAgain() {
    return runner().run(analysis, scope -> true);
  }

  private AnalysisRunner runner() {
    return new AnalysisRunner(tables.engine(), tables, 42, CLOCK, AnalysisProgress.NONE);
  }

  /** Weeks of runs from 5 January 2026 on, a level each and equal scatter; data v2 from week 9. */
  private void addWeeks(int weeks, int runs, String level) {
    tables.execute(
        "CREATE TEMP TABLE planned AS SELECT 'k' || week || '-' || i AS run_key, TIMESTAMPTZ"
            + " '2026-01-05 08:00:00Z' + INTERVAL (week * 7 + i % 5) DAY AS started, week, "
            + level
            + " + 0.1 * sin(17.0 * i + 5.3 * week * week) AS value FROM generate_series(0, "
            + (weeks - 1)
            + ") AS w(week), generate_series(1, "
            + runs
            + ") AS t(i)");
    insertPlanned();
    tables.execute(
        "INSERT INTO datasets (run_key, name, digest) SELECT run_key, 'train', CASE WHEN week >= 9"
            + " THEN 'v2' ELSE 'v1' END FROM planned");
  }

  private void insertPlanned() {
    tables.execute(
        "INSERT INTO runs (run_key, source, project, status, deleted, started_at, duration_s,"
            + " fingerprint) SELECT run_key, 's', 'p', 'finished', false, started, 1800, '1' FROM"
            + " planned");
    tables.execute(
        "INSERT INTO metric_summaries (run_key, key, points, \"last\", \"min\", \"max\", system)"
            + " SELECT run_key, 'accuracy', 3, value, value, value, false FROM planned");
  }

  private void addRun(String key, String start, String status, double value) {
    tables.execute(
        "INSERT INTO runs (run_key, source, project, status, deleted, started_at, duration_s,"
            + " fingerprint) VALUES ('"
            + key
            + "', 's', 'p', '"
            + (status.equals("deleted") ? "finished" : status)
            + "', "
            + status.equals("deleted")
            + ", TIMESTAMPTZ '"
            + start
            + "', 1800, '1')");
    tables.execute(
        "INSERT INTO metric_summaries (run_key, key, points, \"last\", \"min\", \"max\", system)"
            + " VALUES ('"
            + key
            + "', 'accuracy', 3, 0, 0, CAST('"
            + value
            + "' AS DOUBLE), false)");
  }

  private void synced(String at) {
    tables.execute("DELETE FROM sync_log");
    tables.execute(
        "INSERT INTO sync_log (sync_id, source, started_at, ended_at) VALUES ('x', 's', TIMESTAMPTZ '"
            + at
            + "', TIMESTAMPTZ '"
            + at
            + "')");
  }
}
