package dev.almanac.analyses.hygiene;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HygieneAnalysisTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);

  private final HygieneAnalysis analysis = new HygieneAnalysis();
  private final ObjectiveAnalysis objective = new ObjectiveAnalysis(DeclaredObjectives.NONE);
  private final InMemoryTables tables = new InMemoryTables(objective, analysis);

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void wholeRunHasAllPoints() {
    addWholeRun("whole", "mlflow");

    assertThat(run()).isEqualTo(new AnalysisReport("hygiene", 1, 0, 0, 0));
    assertThat(
            tables.lines(
                "SELECT score, recordable_score, reproducible, reproducible_missing, next_item"
                    + " FROM hygiene_run"))
        .containsExactly("100.0|100.0|yes|∅|∅");
    assertThat(
            tables.lines(
                "SELECT best_run, best_metric, best_value, best_reproducible, n_reproducible,"
                    + " next_item FROM hygiene_project"))
        .containsExactly("whole|val_loss|0.25|yes|1|∅");
    assertThat(tables.lines("SELECT sum(weight), CAST(sum(n_present) AS BIGINT) FROM hygiene_item"))
        .containsExactly("100.0|15");
  }

  @Test
  void bareRunIsMissingWhatItsTrackerCouldHold() {
    addRun("bare", "mlflow", "finished");

    run();

    assertThat(tables.lines("SELECT score, reproducible, params, model FROM hygiene_run"))
        .containsExactly("7.0|no|missing|missing");
    assertThat(tables.lines("SELECT best_run FROM hygiene_project")).containsExactly("∅");
  }

  @Test
  void whatTheTrackerCannotHoldIsNotCalledMissing() {
    addRun("table", "keras", "unknown");
    addMetric("table", "val_loss", 20, 0.5);

    run();

    assertThat(tables.lines("SELECT code_commit, params, curve, model, timing FROM hygiene_run"))
        .containsExactly("not_recorded|not_recorded|present|unknown|present");
    assertThat(tables.lines("SELECT explanation FROM hygiene_run"))
        .singleElement()
        .asString()
        .contains("code version (not recorded by keras)");
    assertThat(tables.lines("SELECT recordable_score, next_fix FROM hygiene_project"))
        .containsExactly("100.0|∅");
  }

  @Test
  void otherRecordOfARunSpeaksForIt() {
    addRun("curves", "lightning", "finished");
    addRun("tracked", "wandb", "finished");
    tables.execute("UPDATE runs SET same_as = 'tracked' WHERE run_key = 'curves'");
    addMetric("curves", "val_loss", 20, 0.5);

    run();

    assertThat(tables.lines("SELECT run_key, curve FROM hygiene_run"))
        .containsExactly("tracked|present");
  }

  @Test
  void parentRunSpeaksForCodeAndDataOfItsChildren() {
    addRun("sweep", "mlflow", "finished");
    addRun("trial", "mlflow", "finished");
    tables.execute("UPDATE runs SET parent_run_id = 'sweep' WHERE run_key = 'trial'");
    tables.execute("INSERT INTO environment VALUES ('sweep', 'git', 'commit', '0123456789abcdef')");
    addMetric("trial", "val_loss", 3, 0.5);

    run();

    assertThat(tables.lines("SELECT run_key, code_commit, curve FROM hygiene_run ORDER BY 1"))
        .containsExactly("sweep|present|not_applicable", "trial|present|present");
    assertThat(tables.lines("SELECT evidence FROM hygiene_run WHERE run_key = 'trial'"))
        .singleElement()
        .asString()
        .startsWith("code version: commit 0123456789 (of its parent run)");
  }

  @Test
  void artifactsThatCannotBeListedAreUnknownUnlessThoseOfOtherRunsAre() {
    addRun("remote", "mlflow", "finished");
    tables.execute("INSERT INTO artifacts (run_key, path, kind) VALUES ('remote', '.', 'folder')");
    run();
    assertThat(tables.lines("SELECT model, charts FROM hygiene_run"))
        .containsExactly("unknown|unknown");

    addRun("other", "mlflow", "finished");
    tables.execute(
        "INSERT INTO artifacts (run_key, path, kind) VALUES ('other', 'model.pt', 'file')");
    run();
    assertThat(tables.lines("SELECT run_key, model FROM hygiene_run ORDER BY 1"))
        .containsExactly("other|present", "remote|missing");
  }

  @Test
  void exportedHistoryIsNotBlamedForWhatItLeavesOut() {
    addRun("export", "wandb", "unknown");
    addMetric("export", "val_loss", 3, 0.5);
    tables.execute(
        "INSERT INTO sync_log (sync_id, source, kind, format, started_at) VALUES"
            + " ('1', 's', 'wandb', 'exported history', TIMESTAMPTZ '2026-11-20 00:00:00Z')");

    run();

    assertThat(tables.lines("SELECT code_commit, params, curve FROM hygiene_run"))
        .containsExactly("unknown|unknown|present");
  }

  @Test
  void changedTreeWithoutItsChangesIsHalf() {
    addRun("dirty", "sacred", "finished");
    tables.execute(
        "INSERT INTO environment VALUES ('dirty', 'git', 'commit', '0123456789abcdef'),"
            + " ('dirty', 'git', 'dirty', 'True')");
    addRun("clean", "sacred", "finished");
    tables.execute(
        "INSERT INTO environment VALUES ('clean', 'git', 'commit', '0123456789abcdef'),"
            + " ('clean', 'git', 'dirty', 'False')");

    run();

    assertThat(tables.lines("SELECT run_key, code_changes FROM hygiene_run ORDER BY 1"))
        .containsExactly("clean|present", "dirty|partial");
  }

  @Test
  void seedThatIsNoneIsNoSeed() {
    addRun("a", "mlflow", "finished");
    tables.execute(
        "INSERT INTO params (run_key, key, value, origin) VALUES ('a', 'random_state', 'None', 'logged'),"
            + " ('a', 'lr', '.1', 'logged')");
    addRun("b", "mlflow", "finished");
    tables.execute(
        "INSERT INTO params (run_key, key, value, origin) VALUES ('b', 'model.randomState', '7', 'logged'),"
            + " ('b', 'lr', '.1', 'logged')");

    run();

    assertThat(tables.lines("SELECT run_key, seed, params FROM hygiene_run ORDER BY 1"))
        .containsExactly("a|missing|present", "b|present|present");
  }

  @Test
  void nextFixIsWhatHelpsMostRunsForItsWork() {
    for (String key : List.of("a", "b", "c")) {
      addWholeRun(key, "mlflow");
      tables.execute("DELETE FROM artifacts WHERE path = 'model.pt' AND run_key = '" + key + "'");
    }
    tables.execute("DELETE FROM params WHERE key = 'seed' AND run_key = 'a'");

    run();

    assertThat(
            tables.lines(
                "SELECT next_item, next_runs, round(next_points), next_effort FROM hygiene_project"))
        .containsExactly("model|3|10.0|2");
    assertThat(tables.lines("SELECT next_fix FROM hygiene_project"))
        .singleElement()
        .asString()
        .startsWith("mlflow.log_artifact(");
  }

  @Test
  void failedRunNeedHaveNoModelAndScheduledRunsAreLeftOut() {
    addRun("failed", "mlflow", "failed");
    addRun("waiting", "mlflow", "scheduled");

    run();

    assertThat(tables.lines("SELECT run_key, model FROM hygiene_run"))
        .containsExactly("failed|not_applicable");
    assertThat(tables.lines("SELECT reason, n FROM analysis_exclusion"))
        .containsExactly("run_not_started|1");
  }

  @Test
  void rowsDoNotDependOnTheOrderOfFacts() {
    addWholeRun("a", "wandb");
    run();
    List<String> before = tables.lines("SELECT * EXCLUDE analysis_id FROM hygiene_run");

    tables.execute(
        "CREATE TABLE turned AS SELECT * FROM environment ORDER BY kind DESC, key DESC;"
            + " DELETE FROM environment; INSERT INTO environment FROM turned;"
            + " UPDATE runs SET fingerprint = '2'");
    run();

    assertThat(tables.lines("SELECT * EXCLUDE analysis_id FROM hygiene_run")).isEqualTo(before);
  }

  private AnalysisReport run() {
    AnalysisRunner runner =
        new AnalysisRunner(tables.engine(), tables, 42, CLOCK, AnalysisProgress.NONE);
    runner.run(objective, scope -> true);
    return runner.run(analysis, scope -> true);
  }

  private void addWholeRun(String key, String tracker) {
    addRun(key, tracker, "finished");
    addMetric(key, "val_loss", 20, 0.25);
    tables.execute(
        ("INSERT INTO environment VALUES ('KEY', 'git', 'commit', '0123456789abcdef'),"
                + " ('KEY', 'git', 'dirty', 'false'), ('KEY', 'command', 'program', 'train.py'),"
                + " ('KEY', 'python', 'version', '3.11.7'), ('KEY', 'hardware', 'gpu', 'A100')")
            .replace("KEY", key));
    for (String name : List.of("numpy", "torch", "pandas", "scipy", "tqdm")) {
      tables.execute(
          "INSERT INTO environment VALUES ('" + key + "', 'package', '" + name + "', '1.0')");
    }
    tables.execute(
        ("INSERT INTO params (run_key, key, value, origin) VALUES ('KEY', 'lr', '.1', 'logged'),"
                + " ('KEY', 'seed', '3', 'logged')")
            .replace("KEY", key));
    tables.execute(
        ("INSERT INTO datasets VALUES ('KEY', 'digits', 'abc', 'train', NULL),"
                + " ('KEY', 'digits', 'def', 'eval', NULL)")
            .replace("KEY", key));
    tables.execute(
        ("INSERT INTO artifacts (run_key, path, kind) VALUES ('KEY', 'model.pt', 'file'),"
                + " ('KEY', 'plots/roc.png', 'image'), ('KEY', 'predictions.json', 'table')")
            .replace("KEY", key));
  }

  private void addRun(String key, String tracker, String status) {
    tables.execute(
        ("INSERT INTO runs (run_key, source, run_id, tracker, project, status, deleted, started_at,"
                + " ended_at, fingerprint) VALUES ('KEY', 's', 'KEY', 'TRACKER', 'p', 'STATUS', false,"
                + " TIMESTAMPTZ '2026-11-20 08:00:00Z', TIMESTAMPTZ '2026-11-20 09:00:00Z', '1')")
            .replace("KEY", key)
            .replace("TRACKER", tracker)
            .replace("STATUS", status));
  }

  private void addMetric(String run, String key, int points, double best) {
    tables.execute(
        "INSERT INTO metric_summaries (run_key, key, points, first_step, last_step, \"last\","
            + " \"min\", \"max\", system) VALUES ('"
            + run
            + "', '"
            + key
            + "', "
            + points
            + ", 0, "
            + (points - 1)
            + ", "
            + best
            + ", "
            + best
            + ", 1, false)");
  }
}
