package dev.almanac.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.Run;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.warehouse.sync.Sync;
import dev.almanac.warehouse.sync.SyncOptions;
import dev.almanac.warehouse.sync.SyncProgress;
import dev.almanac.warehouse.sync.SyncReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that grew is continued where it was read to, and ends up as if it had been read whole. */
class ContinuedRunTest {

  private static final String POINTS =
      "SELECT run_key, key, step, value, seq FROM metrics ORDER BY ALL";

  @TempDir Path folder;

  private Warehouse warehouse;

  @BeforeEach
  void open() {
    warehouse = Warehouse.open(WarehouseConfig.of(folder.resolve("w")).withThreads(1));
  }

  @AfterEach
  void close() {
    warehouse.close();
  }

  @Test
  void onlyTheTailIsReadAndTheRowsAreThoseOfAWholeRead() {
    ScriptedSource growing = new ScriptedSource("lab").run("a", "1", (s, r) -> head(s, r, "10"));
    growing.run("b", "1", (sink, run) -> points(sink, run, "loss", 0, 4));
    sync(growing);
    SyncReport report =
        sync(
            growing.run("a", "2", ContinuedRunTest::whole).tail("a", "10", ContinuedRunTest::tail));
    assertThat(growing.resumed()).containsExactly("a");
    assertThat(growing.read()).containsExactly("a", "b");
    assertThat(report.points()).isEqualTo(12);
    List<String> continued = Answers.ofAllTables(warehouse);
    warehouse.close();
    warehouse = Warehouse.open(WarehouseConfig.of(folder.resolve("other")).withThreads(1));
    sync(
        new ScriptedSource("lab")
            .run("a", "2", ContinuedRunTest::whole)
            .run("b", "1", (sink, run) -> points(sink, run, "loss", 0, 4)));
    List<String> whole = Answers.ofAllTables(warehouse);
    assertThat(continued).containsExactlyElementsOf(whole);
  }

  @Test
  void whatTheTailDoesNotSayStays() {
    ScriptedSource source = new ScriptedSource("lab").run("a", "1", (s, r) -> head(s, r, "10"));
    sync(source);
    sync(source.run("a", "2", ContinuedRunTest::whole).tail("a", "10", ContinuedRunTest::tail));
    assertThat(Answers.of(warehouse, "SELECT key, value FROM params ORDER BY key"))
        .containsExactly("batch|32", "late|yes", "lr|0.2");
    assertThat(Answers.of(warehouse, "SELECT key, reported FROM metric_summaries ORDER BY key"))
        .containsExactly("acc|0.9", "f1|null", "loss|null");
    assertThat(Answers.of(warehouse, "SELECT kind, reason FROM quarantine ORDER BY kind"))
        .containsExactly("corrupt|a bad record");
    assertThat(Answers.of(warehouse, "SELECT cursor FROM runs")).containsExactly("20");
  }

  @Test
  void aSourceThatCannotContinueReadsWhole() {
    ScriptedSource source = new ScriptedSource("lab").run("a", "1", (s, r) -> head(s, r, "10"));
    sync(source);
    sync(source.run("a", "2", ContinuedRunTest::whole).tail("a", "7", ContinuedRunTest::tail));
    assertThat(source.resumed()).isEmpty();
    assertThat(source.read()).containsExactly("a", "a");
    assertThat(Answers.of(warehouse, "SELECT count(*), max(seq) FROM metrics WHERE key = 'loss'"))
        .containsExactly("20|19");
  }

  @Test
  void rereadingIgnoresCursors() {
    ScriptedSource source = new ScriptedSource("lab").run("a", "1", (s, r) -> head(s, r, "10"));
    sync(source);
    source.run("a", "2", ContinuedRunTest::whole).tail("a", "10", ContinuedRunTest::tail);
    new Sync(warehouse, SyncOptions.DEFAULT.rereadingAll(), SyncProgress.NONE).run(source);
    assertThat(source.resumed()).isEmpty();
  }

  @Test
  void aRunIsContinuedManyTimes() {
    ScriptedSource source = new ScriptedSource("lab");
    sync(source.run("a", "0", (sink, run) -> step(sink, run, 0)));
    for (int step = 1; step < 30; step++) {
      int now = step;
      source
          .run("a", "" + step, (sink, run) -> {})
          .tail("a", "" + (step - 1), (sink, run) -> step(sink, run, now));
      sync(source);
    }
    assertThat(source.resumed()).hasSize(29);
    assertThat(Answers.of(warehouse, "SELECT count(*), count(DISTINCT seq), max(seq) FROM metrics"))
        .containsExactly("30|30|29");
    assertThat(
            Answers.of(
                warehouse, "SELECT points, first, last, min, max, last_step FROM metric_summaries"))
        .containsExactly("30|0.0|29.0|0.0|29.0|29");
    assertThat(Answers.of(warehouse, POINTS)).hasSize(30);
  }

  private static void step(RunSink sink, int run, int step) {
    points(sink, run, "loss", step, step + 1);
    sink.cursor(run, Integer.toString(step));
  }

  @Test
  void theLastFactsOfARunHold() {
    ScriptedSource source = new ScriptedSource("lab");
    Run bare = Run.builder("a", "scripted", "project", "1").build();
    Run known =
        Run.builder("a", "scripted", "project", "1")
            .trackerRunId("tracker-a")
            .status(RunStatus.FINISHED)
            .name("known at the end")
            .build();
    sync(
        source.run(
            new ScriptedSource.Scripted(
                new RunEntry("a", "1", false), bare, (sink, run) -> sink.update(run, known))));
    assertThat(Answers.of(warehouse, "SELECT run_key, run_id, name, status FROM runs"))
        .containsExactly("lab/a|tracker-a|known at the end|finished");
    assertThat(sync(source).runsUnchanged()).isEqualTo(1);
  }

  @Test
  void whatIsWrongWithTheRunItselfIsToldOnceHoweverOftenItIsContinued() {
    ScriptedSource source = new ScriptedSource("lab");
    Run odd = Run.builder("a", "scripted", "p", "1").startedAt(java.time.Instant.MAX).build();
    for (int step = 0; step < 3; step++) {
      int now = step;
      source
          .run(
              new ScriptedSource.Scripted(
                  new RunEntry("a", "" + step, false), odd, (sink, run) -> step(sink, run, now)))
          .tail("a", "" + (step - 1), (sink, run) -> step(sink, run, now));
      sync(source);
    }
    assertThat(source.resumed()).hasSize(2);
    assertThat(Answers.of(warehouse, "SELECT kind, location FROM quarantine"))
        .containsExactly("altered|runs.started_at");
  }

  @Test
  void aMetricOfTheUserAndOneOfTheMachineMayHaveOneName() {
    ScriptedSource source = new ScriptedSource("lab");
    source.run(
        "a",
        "1",
        (sink, run) -> {
          sink.metric(run, definition(MetricKind.METRIC, "s"));
          sink.metric(run, definition(MetricKind.SYSTEM, "%"));
          both(sink, run, 0);
          sink.cursor(run, "1");
        });
    sync(source);
    source
        .run("a", "2", (sink, run) -> {})
        .tail(
            "a",
            "1",
            (sink, run) -> {
              sink.metric(run, definition(MetricKind.SYSTEM, "percent"));
              both(sink, run, 1);
            });
    sync(source);
    assertThat(Answers.of(warehouse, "SELECT unit, system FROM metric_definitions ORDER BY ALL"))
        .containsExactly("percent|true", "s|false");
    assertThat(
            Answers.of(warehouse, "SELECT points, last, system FROM metric_summaries ORDER BY 3"))
        .containsExactly("2|1.0|false", "2|101.0|true");
  }

  private static MetricDefinition definition(MetricKind kind, String unit) {
    return new MetricDefinition(
        kind, "load", MetricDefinition.StepKind.STEP, null, null, null, null, unit);
  }

  private static void both(RunSink sink, int run, int step) {
    sink.point(run, sink.key(MetricKind.METRIC, "load"), step, RunSink.NO_TIME, step);
    sink.point(run, sink.key(MetricKind.SYSTEM, "load"), step, RunSink.NO_TIME, 100 + step);
  }

  private static void head(RunSink sink, int run, String cursor) {
    sink.param(run, "lr", "0.1", ParamOrigin.LOGGED);
    sink.param(run, "batch", "32", ParamOrigin.LOGGED);
    points(sink, run, "loss", 0, 10);
    points(sink, run, "acc", 0, 3);
    sink.reported(run, sink.key(MetricKind.METRIC, "acc"), 0.9);
    sink.problem(new Problem(Problem.Kind.CORRUPT, "a", "file", 3, "a bad record", null));
    sink.problem(new Problem(Problem.Kind.TRUNCATED, "a", "file", 9, "more later", null));
    sink.cursor(run, cursor);
  }

  private static void tail(RunSink sink, int run) {
    sink.param(run, "lr", "0.2", ParamOrigin.LOGGED);
    sink.param(run, "late", "yes", ParamOrigin.LOGGED);
    points(sink, run, "loss", 10, 20);
    points(sink, run, "f1", 0, 2);
    sink.cursor(run, "20");
  }

  private static void whole(RunSink sink, int run) {
    sink.param(run, "lr", "0.2", ParamOrigin.LOGGED);
    sink.param(run, "late", "yes", ParamOrigin.LOGGED);
    sink.param(run, "batch", "32", ParamOrigin.LOGGED);
    points(sink, run, "loss", 0, 20);
    points(sink, run, "acc", 0, 3);
    points(sink, run, "f1", 0, 2);
    sink.reported(run, sink.key(MetricKind.METRIC, "acc"), 0.9);
    sink.problem(new Problem(Problem.Kind.CORRUPT, "a", "file", 3, "a bad record", null));
    sink.cursor(run, "20");
  }

  private static void points(RunSink sink, int run, String key, int from, int to) {
    int handle = sink.key(MetricKind.METRIC, key);
    for (int step = from; step < to; step++) {
      sink.point(run, handle, step, step * 1_000L, step);
    }
  }

  private SyncReport sync(ScriptedSource source) {
    return new Sync(warehouse, SyncOptions.DEFAULT, SyncProgress.NONE).run(source);
  }
}
