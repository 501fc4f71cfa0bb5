package dev.almanac.analyses.live;

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
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LiveAnalysisTest {

  private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(START, ZoneOffset.UTC);

  private final LiveAnalysis analysis = new LiveAnalysis();
  private final ObjectiveAnalysis objective = new ObjectiveAnalysis(DeclaredObjectives.NONE);
  private final InMemoryTables tables = new InMemoryTables(objective, analysis);

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void goodRunIsAliveAndKept() {
    addHistory(12, "val_loss");
    addRunning("live", "val_loss", 60, step -> 0.1 + 1 / (1.0 + step));
    lookedAt(START.plusSeconds(65));

    run();

    assertThat(
            tables.lines(
                "SELECT state, verdict, metric_key, step, n_history, percentile, projected_step,"
                    + " diverged FROM live_run"))
        .containsExactly("alive|keep|val_loss|59.0|12|100.0|99.0|false");
    assertThat(tables.lines("SELECT evidence FROM live_run"))
        .singleElement()
        .asString()
        .startsWith(
            "Last point 6.0 s before it was looked at, usually one every 1.0 s. At step 59, val_loss"
                + " = 0.1169 is better than 100% of 12 ended runs.");
  }

  @Test
  void poorRunWhoseRankTellsIsKilled() {
    addHistory(12, "val_loss");
    addRunning("live", "val_loss", 60, step -> 3 + 1 / (1.0 + step));
    lookedAt(START.plusSeconds(65));

    run();

    assertThat(tables.lines("SELECT verdict, percentile FROM live_run"))
        .containsExactly("kill|0.0");
    assertThat(tables.lines("SELECT evidence FROM live_run").get(0))
        .contains("Rank at this step went with the final rank");
  }

  @Test
  void notANumberIsKilled() {
    addRunning("live", "val_loss", 30, step -> step < 25 ? 1 / (1.0 + step) : Double.NaN);
    lookedAt(START.plusSeconds(31));

    run();

    assertThat(tables.lines("SELECT state, verdict, diverged, diverged_kind FROM live_run"))
        .containsExactly("alive|kill|true|non_finite");
    assertThat(tables.lines("SELECT evidence FROM live_run").get(0))
        .contains("val_loss is not finite at its last step.");
  }

  @Test
  void runThatStoppedWeeksAgoHasCrashed() {
    addRunning("live", "val_loss", 30, step -> 1 / (1.0 + step));
    lookedAt(START.plusSeconds(21 * 86_400));

    run();

    assertThat(tables.lines("SELECT state, verdict FROM live_run")).containsExactly("crashed|kill");
    assertThat(tables.lines("SELECT evidence FROM live_run").get(0))
        .startsWith("Last point 21 days before it was looked at")
        .contains("mark it as ended");
  }

  @Test
  void unknownDirectionIsNotCompared() {
    addHistory(12, "wobble");
    addRunning("live", "wobble", 60, step -> 5);
    lookedAt(START.plusSeconds(65));

    run();

    assertThat(tables.lines("SELECT verdict, percentile, direction FROM live_run"))
        .containsExactly("keep|∅|unknown");
    assertThat(tables.lines("SELECT evidence FROM live_run").get(0))
        .contains("is not known, so it is not compared");
  }

  @Test
  void runWithoutPointsIsSaidToHaveNone() {
    addRunRow("live", "running");
    lookedAt(START.plusSeconds(600));

    run();

    assertThat(tables.lines("SELECT state, verdict, metric_key, last_sign FROM live_run"))
        .containsExactly("alive|keep|∅|start");
  }

  @Test
  void systemMetricsAreASignOfLife() {
    addRunning("live", "val_loss", 30, step -> 1 / (1.0 + step));
    tables.execute(
        "INSERT INTO metric_summaries (run_key, key, points, last_time, system) VALUES"
            + " ('live', 'cpu', 9, TIMESTAMPTZ '2026-11-20 12:00:00Z', true)");
    lookedAt(Instant.parse("2026-11-20T12:00:10Z"));

    run();

    assertThat(tables.lines("SELECT state, last_sign FROM live_run"))
        .containsExactly("alive|system metric");
  }

  @Test
  void endedRunsAreNoScope() {
    addHistory(3, "val_loss");

    assertThat(run()).isEqualTo(new AnalysisReport("live", 0, 0, 0, 0));
  }

  @Test
  void momentIsAnInput() {
    addRunning("live", "val_loss", 30, step -> 1 / (1.0 + step));
    lookedAt(START.plusSeconds(31));
    Instant later = START.plusSeconds(3_600);

    assertThat(stateAt(later, Set.of())).containsExactly("unseen");
    assertThat(stateAt(later, Set.of("s"))).containsExactly("stale");
    assertThat(stateAt(START.plusSeconds(40), Set.of("s"))).containsExactly("alive");
  }

  private List<String> stateAt(Instant now, Set<String> fresh) {
    AnalysisRunner runner =
        new AnalysisRunner(tables.engine(), tables, 42, CLOCK, AnalysisProgress.NONE);
    runner.run(LiveAnalysis.at(now, fresh), scope -> true);
    return tables.lines("SELECT state FROM live_run");
  }

  private AnalysisReport run() {
    AnalysisRunner runner =
        new AnalysisRunner(tables.engine(), tables, 42, CLOCK, AnalysisProgress.NONE);
    runner.run(objective, scope -> true);
    AnalysisReport report = runner.run(analysis, scope -> true);
    assertThat(tables.lines("SELECT status_reason FROM analysis WHERE status = 'failed'"))
        .isEmpty();
    return report;
  }

  private void lookedAt(Instant time) {
    tables.execute(
        "INSERT INTO sync_log (sync_id, source, started_at, ended_at) VALUES ('1', 's',"
            + " TIMESTAMPTZ '"
            + time
            + "', TIMESTAMPTZ '"
            + time
            + "')");
  }

  private void addHistory(int runs, String key) {
    for (int index = 0; index < runs; index++) {
      double level = 0.2 + 0.1 * index;
      addRun("past" + (char) ('a' + index), "finished", key, 100, step -> level + 1 / (1.0 + step));
    }
  }

  private void addRunning(String run, String key, int points, DoubleUnaryOperator value) {
    addRun(run, "running", key, points, value);
  }

  private void addRun(
      String run, String status, String key, int points, DoubleUnaryOperator value) {
    addRunRow(run, status);
    StringBuilder rows = new StringBuilder();
    for (int step = 0; step < points; step++) {
      rows.append(step == 0 ? "" : ", ")
          .append(
              String.format(
                  Locale.ROOT,
                  "('%s', '%s', %d, TIMESTAMPTZ '%s', CAST('%s' AS DOUBLE), %d)",
                  run,
                  key,
                  step,
                  START.plusSeconds(step),
                  value.applyAsDouble(step),
                  step));
    }
    tables.execute("INSERT INTO metrics VALUES " + rows);
    tables.execute(
        "INSERT INTO metric_summaries (run_key, key, points, first_step, last_step, \"last\", \"min\","
            + " \"max\", non_finite, first_time, last_time, system) SELECT run_key, key, count(*),"
            + " min(step), max(step), max_by(value, step), min(value), max(value),"
            + " count(*) FILTER (WHERE isnan(value)), min(time), max(time), false FROM metrics WHERE"
            + " run_key = '"
            + run
            + "' GROUP BY run_key, key");
  }

  private void addRunRow(String run, String status) {
    tables.execute(
        ("INSERT INTO runs (run_key, source, run_id, tracker, project, status, deleted, started_at,"
                + " fingerprint) VALUES ('KEY', 's', 'KEY', 'mlflow', 'p', 'STATUS', false,"
                + " TIMESTAMPTZ '2026-11-20 08:00:00Z', '1')")
            .replace("KEY", run)
            .replace("STATUS", status));
  }
}
