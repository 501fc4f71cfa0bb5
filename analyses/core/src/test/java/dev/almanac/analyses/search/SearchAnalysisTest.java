package dev.almanac.analyses.search;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Searches with a known course. {@code drift} is an optimiser that goes to deeper trees and smaller
 * rates, and finds that both help; {@code even} draws at random.
 */
final class SearchAnalysisTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);

  private final ObjectiveAnalysis objective = new ObjectiveAnalysis(DeclaredObjectives.NONE);
  private final SearchAnalysis search = new SearchAnalysis();
  private final InMemoryTables tables = new InMemoryTables(objective, search);

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void anOptimiserThatDriftsIsSeenToDriftAndOneThatDrawsAtRandomIsNot() {
    addTrials(120);
    run();

    assertThat(
            tables.lines(
                "SELECT sweep, param_key, CASE WHEN trend_p_adj < 0.01 THEN sign(trend) ELSE 0 END,"
                    + " choice FROM search_param WHERE sweep IS NOT NULL ORDER BY 1, 2"))
        .containsExactly(
            "drift|depth|1|∅",
            "drift|opt|1|adam",
            "drift|rate|-1|∅",
            "even|depth|0|∅",
            "even|opt|0|" + choiceOf("even"),
            "even|rate|0|∅");
    assertThat(
            tables.lines(
                "SELECT early < middle, middle < late FROM search_param"
                    + " WHERE sweep = 'drift' AND param_key = 'depth'"))
        .containsExactly("true|true");
  }

  private String choiceOf(String sweep) {
    return tables
        .lines(
            "SELECT choice FROM search_param WHERE param_key = 'opt' AND sweep = '" + sweep + "'")
        .get(0);
  }

  @Test
  void theBestTenthIsComparedWithTheOthers() {
    addTrials(400);
    run();

    assertThat(
            tables.lines(
                "SELECT param_key, n_top, top_p_adj < 0.01 FROM search_param"
                    + " WHERE sweep = 'even' AND param_key <> 'depth' ORDER BY 1"))
        .containsExactly("opt|20|false", "rate|20|true");
    assertThat(
            tables.lines(
                "SELECT top < whole, top_effect < -0.5 FROM search_param"
                    + " WHERE sweep = 'even' AND param_key = 'rate'"))
        .containsExactly("true|true");
  }

  /** The loss falls with the rate to the end of its range, 0.001. */
  @Test
  void goodRunsAtAnEndOfTheRangeSayWhereToMoveIt() {
    addTrials(400);
    tables.execute(
        "INSERT INTO search_space (run_key, key, type, scale, low, high, declared)"
            + " SELECT run_key, 'rate', 'float', 'log', 0.001, 1.0, '' FROM runs");
    run();

    assertThat(
            tables.lines(
                "SELECT edge, widen_to, space_origin, edge_note FROM search_param"
                    + " WHERE sweep = 'even' AND param_key = 'rate'"))
        .first()
        .asString()
        .startsWith("low|2.0E-4|declared|the best run is there, too; the outermost good value is");
  }

  @Test
  void theCourseOfTheBestIsToldWithItsPrice() {
    addTrials(40);
    run();

    assertThat(
            tables.lines(
                "SELECT sweep, n_trials, n_used, ordered_by, seconds, n_timed, seconds_to_best ="
                    + " 10.0 * best_trial, trials_since_best = n_used - best_trial,"
                    + " p_best_so_early = best_trial / n_used, status FROM search_summary"
                    + " ORDER BY sweep NULLS FIRST"))
        .containsExactly(
            "∅|40|40|started_at|400.0|40|true|true|true|ok",
            "drift|20|20|started_at|200.0|20|true|true|true|ok",
            "even|20|20|started_at|200.0|20|true|true|true|ok");
    assertThat(
            tables.lines(
                "SELECT count(*), bool_and(best <= value), min(best) = (SELECT best_value FROM"
                    + " search_summary WHERE sweep = 'even'), max(gain_share), max(seconds)"
                    + " FROM search_progress WHERE sweep = 'even'"))
        .containsExactly("20|true|true|1.0|200.0");
    assertThat(
            tables.lines(
                "SELECT string_agg(n, ' ' ORDER BY n), bool_and(q90 <= expected AND expected <= q10)"
                    + " FROM search_expected_best WHERE sweep = 'even'"))
        .containsExactly("1 2 5 10 20|true");
  }

  @Test
  void repeatsAreCountedAndSeedsMakeNone() {
    addTrials(40);
    tables.execute("UPDATE params SET value = '0.5' WHERE key = 'rate' AND run_key < 'run-13'");
    tables.execute("UPDATE params SET value = '3' WHERE key = 'depth' AND run_key < 'run-13'");
    tables.execute("UPDATE params SET value = 'sgd' WHERE key = 'opt' AND run_key < 'run-13'");
    // run-0, run-1, run-10, run-11 and run-12
    tables.execute(
        "INSERT INTO params (run_key, key, value) VALUES ('run-0', 'seed', '1'),"
            + " ('run-1', 'seed', '2'), ('run-10', 'seed', '1')");
    run();

    assertThat(
            tables.lines(
                "SELECT n_configurations, n_repeats, n_exact_repeats, seconds_repeats"
                    + " FROM search_summary WHERE sweep IS NULL"))
        .containsExactly("36|4|2|20.0");
  }

  @Test
  void withoutDirectionThereIsNoBestButStillACourse() {
    addTrials(60);
    tables.execute("UPDATE metric_summaries SET key = 'thing'");
    run();

    assertThat(tables.lines("SELECT DISTINCT best_value, status_reason FROM search_summary"))
        .containsExactly("∅|which value is best is not known without a direction");
    assertThat(
            tables.lines(
                "SELECT trend_p_adj < 0.01, top, edge FROM search_param"
                    + " WHERE sweep = 'drift' AND param_key = 'depth'"))
        .containsExactly("true|∅|∅");
    assertThat(tables.lines("SELECT count(*) FROM search_progress")).containsExactly("0");
  }

  @Test
  void runsThatDidNotFinishCountAsChoicesButNotAsResults() {
    addTrials(60);
    tables.execute("UPDATE runs SET status = 'killed' WHERE run_key LIKE '%7'");
    tables.execute("UPDATE runs SET status = 'failed' WHERE run_key LIKE '%8'");
    tables.execute("UPDATE metric_summaries SET last = 'NaN'::DOUBLE WHERE run_key = 'run-1'");
    tables.execute("UPDATE runs SET deleted = true WHERE run_key = 'run-2'");
    run();

    assertThat(
            tables.lines(
                "SELECT n_trials, n_used, n_failed, n_killed, seconds_unfinished"
                    + " FROM search_summary WHERE sweep IS NULL"))
        .containsExactly("59|46|6|6|120.0");
    assertThat(tables.lines("SELECT DISTINCT n FROM search_param WHERE sweep IS NULL"))
        .containsExactly("59");
    assertThat(tables.lines("SELECT reason, n FROM analysis_exclusion"))
        .containsExactly("run_deleted|1");
  }

  @Test
  void fewRunsAreARowWithItsReason() {
    addTrials(4);
    run();

    assertThat(tables.lines("SELECT sweep, status, status_reason FROM search_summary"))
        .containsExactly("∅|insufficient|4 runs with a value; 5 are the least");
    assertThat(tables.lines("SELECT status FROM analysis WHERE kind = 'search'"))
        .containsExactly("insufficient");
    assertThat(tables.lines("SELECT reason, n FROM analysis_exclusion"))
        .containsExactly("sweep_too_small|2");
  }

  @Test
  void equalMetricsHaveNoBestTenth() {
    addTrials(60);
    tables.execute("UPDATE metric_summaries SET last = 1, min = 1, max = 1");
    run();

    assertThat(
            tables.lines(
                "SELECT gain, n_improvements, status_reason FROM search_summary WHERE sweep IS NULL"))
        .containsExactly("0.0|0|too many runs share the best values for a best tenth");
    assertThat(tables.lines("SELECT DISTINCT top FROM search_param")).containsExactly("∅");
  }

  @Test
  void runsWithoutStartTimeAreCountedByTheirNumbers() {
    addTrials(40);
    tables.execute("UPDATE runs SET started_at = NULL, duration_s = NULL");
    run();

    assertThat(
            tables.lines(
                "SELECT ordered_by, seconds, seconds_to_best FROM search_summary"
                    + " WHERE sweep IS NULL"))
        .containsExactly("run_key|∅|∅");
    assertThat(
            tables.lines(
                "SELECT string_agg(run_key, ' ' ORDER BY trial) FROM search_progress"
                    + " WHERE sweep = 'even' AND trial <= 7"))
        .containsExactly("run-1 run-3 run-5 run-7 run-9 run-11 run-13");
  }

  @Test
  void nothingIsComputedAgainUntilASweepChanges() {
    addTrials(40);
    run();

    assertThat(run().computed()).isZero();
    tables.execute("UPDATE runs SET group_name = 'other' WHERE group_name = 'even'");
    assertThat(run().computed()).isEqualTo(1);
  }

  private AnalysisReport run() {
    AnalysisRunner runner =
        new AnalysisRunner(tables.engine(), tables, 1, CLOCK, AnalysisProgress.NONE);
    runner.run(objective, scope -> true);
    return runner.run(search, scope -> true);
  }

  /** Runs of even numbers drift, those of odd ones do not; ten seconds each. */
  private void addTrials(int trials) {
    tables.execute(
        "CREATE TABLE t AS SELECT i, 'run-' || i AS run_key, i % 2 = 0 AS drifts,"
            + " i / "
            + trials
            + ".0 AS late, (i + 1) * 0.6180339887498949::DOUBLE % 1 AS a,"
            + " (i + 1) * 0.7548776662466927::DOUBLE % 1 AS b,"
            + " (i + 1) * 0.5698402909980532::DOUBLE % 1 AS c FROM range("
            + trials
            + ") AS r(i)");
    tables.execute(
        "CREATE TABLE u AS SELECT i, run_key, drifts,"
            + " pow(10, -3 * CASE WHEN drifts THEN 0.5 * late + 0.5 * a ELSE a END) AS rate,"
            + " CAST(2 + floor(9 * CASE WHEN drifts THEN 0.6 * late + 0.4 * b ELSE b END) AS INT)"
            + " AS depth, CASE WHEN c < (CASE WHEN drifts THEN late ELSE 0.5 END)"
            + " THEN 'adam' ELSE 'sgd' END AS opt FROM t");
    tables.execute(
        "INSERT INTO runs (run_key, project, group_name, status, started_at, duration_s,"
            + " fingerprint) SELECT run_key, 'p', CASE WHEN drifts THEN 'drift' ELSE 'even' END,"
            + " 'finished', TIMESTAMPTZ '2026-11-01 00:00:00Z' + to_minutes(i), 10, 'x' FROM u");
    tables.execute(
        "INSERT INTO params (run_key, key, value)"
            + " SELECT run_key, 'rate', CAST(rate AS VARCHAR) FROM u UNION ALL"
            + " SELECT run_key, 'depth', CAST(depth AS VARCHAR) FROM u UNION ALL"
            + " SELECT run_key, 'opt', opt FROM u");
    tables.execute(
        "INSERT INTO metric_summaries (run_key, key, points, last, min, max, system)"
            + " SELECT run_key, 'loss', 1, y, y, y, false FROM (SELECT run_key,"
            + " rate + 0.01 * abs(depth - 8) AS y FROM u)");
  }
}
