package dev.almanac.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.Run;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.warehouse.catalog.TableFiles;
import dev.almanac.warehouse.catalog.WarehouseCatalog;
import dev.almanac.warehouse.sync.Sync;
import dev.almanac.warehouse.sync.SyncOptions;
import dev.almanac.warehouse.sync.SyncProgress;
import dev.almanac.warehouse.sync.SyncReport;
import dev.almanac.warehouse.sync.SyncReport.Outcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncTest {

  private static final String COUNTS =
      "SELECT (SELECT count(*) FROM runs), (SELECT count(*) FROM params),"
          + " (SELECT count(*) FROM metrics), (SELECT count(*) FROM metric_summaries)";

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
  void syncingTwiceReadsNothingAndChangesNothing() {
    ScriptedSource source = new ScriptedSource("lab").run("a", "1", points(3)).stamp("s1");
    SyncReport first = sync(source);
    List<String> answers = Answers.ofAllTables(warehouse);
    SyncReport second = sync(source);
    assertThat(second.outcome()).isEqualTo(Outcome.NOTHING_CHANGED);
    assertThat(second.snapshotId()).isEqualTo(first.snapshotId());
    assertThat(source.read()).containsExactly("a");
    assertThat(Answers.ofAllTables(warehouse)).isEqualTo(answers);
  }

  @Test
  void withoutStampEqualFingerprintsAreEnough() {
    ScriptedSource source = new ScriptedSource("lab").run("a", "1", points(3));
    SyncReport first = sync(source);
    SyncReport second = sync(source);
    assertThat(second.outcome()).isEqualTo(Outcome.NOTHING_CHANGED);
    assertThat(second.runsUnchanged()).isEqualTo(1);
    assertThat(second.snapshotId()).isEqualTo(first.snapshotId());
  }

  @Test
  void aCheckThatFindsNothingIsRecordedOnceADay() {
    Instant start = Instant.parse("2026-03-02T08:00:00Z");
    ScriptedSource source = new ScriptedSource("lab").run("a", "1", points(3)).stamp("s1");
    for (int hours : new int[] {0, 6, 12, 25, 30}) {
      Clock clock = Clock.fixed(start.plus(Duration.ofHours(hours)), ZoneOffset.UTC);
      try (Warehouse then =
          Warehouse.open(WarehouseConfig.of(folder.resolve("w")).withClock(clock))) {
        new Sync(then, SyncOptions.DEFAULT, SyncProgress.NONE).run(source);
      }
    }
    assertThat(Answers.of(warehouse, "SELECT outcome, ended_at FROM sync_log ORDER BY started_at"))
        .containsExactly("complete|2026-03-02T08:00:00Z", "nothing-changed|2026-03-03T09:00:00Z");
  }

  @Test
  void aChangedRunIsReplacedAndTheOthersAreLeftAlone() {
    ScriptedSource source =
        new ScriptedSource("lab").run("a", "1", points(3)).run("b", "1", points(4));
    sync(source);
    SyncReport report = sync(source.run("a", "2", points(5)));
    assertThat(report.runsRead()).isEqualTo(1);
    assertThat(report.points()).isEqualTo(5);
    assertThat(source.read()).containsExactly("a", "b", "a");
    assertThat(
            Answers.of(
                warehouse, "SELECT run_key, count(*) FROM metrics GROUP BY 1 ORDER BY run_key"))
        .containsExactly("lab/a|5", "lab/b|4");
    assertThat(Answers.of(warehouse, COUNTS)).containsExactly("2|2|9|2");
  }

  @Test
  void aRunThatIsGoneKeepsItsRowsAndIsMarked() {
    ScriptedSource source =
        new ScriptedSource("lab").run("a", "1", points(3)).run("b", "1", points(4));
    sync(source);
    SyncReport report = sync(source.without("a"));
    assertThat(report.runsGone()).isEqualTo(1);
    String runs = "SELECT run_key, gone, deleted, status FROM runs ORDER BY run_key";
    assertThat(Answers.of(warehouse, runs))
        .containsExactly("lab/a|true|true|finished", "lab/b|false|false|finished");
    assertThat(Answers.of(warehouse, COUNTS)).containsExactly("2|2|7|2");
    sync(source.run("a", "1", points(3)));
    assertThat(Answers.of(warehouse, runs))
        .containsExactly("lab/a|false|false|finished", "lab/b|false|false|finished");
    assertThat(Answers.of(warehouse, COUNTS)).containsExactly("2|2|7|2");
  }

  @Test
  void aListingThatMayHaveMissedRunsMarksNoneAsGone() {
    ScriptedSource source =
        new ScriptedSource("lab").run("a", "1", points(3)).run("b", "1", points(4));
    sync(source);
    Problem unreadable =
        new Problem(Problem.Kind.CORRUPT, null, "folder", -1, "cannot be listed", null);
    SyncReport report = sync(source.without("a").problem(unreadable));
    assertThat(report.runsGone()).isZero();
    assertThat(Answers.of(warehouse, "SELECT count(*) FROM runs WHERE gone")).containsExactly("0");
  }

  @Test
  void problemsGoWhenTheyAreOver() {
    Problem wide = new Problem(Problem.Kind.CORRUPT, null, "folder", -1, "broken", null);
    Problem ofRun = new Problem(Problem.Kind.ALTERED, "a", "file", 7, "rounded", "1.5");
    ScriptedSource source =
        new ScriptedSource("lab").run("a", "1", (sink, run) -> sink.problem(ofRun)).problem(wide);
    SyncReport first = sync(source);
    assertThat(first.corrupt()).isEqualTo(1);
    assertThat(first.altered()).isEqualTo(1);
    assertThat(sync(source).outcome()).isEqualTo(Outcome.NOTHING_CHANGED);
    String quarantine = "SELECT run_key, kind, \"offset\", raw FROM quarantine ORDER BY kind";
    assertThat(Answers.of(warehouse, quarantine))
        .containsExactly("lab/a|altered|7|1.5", "null|corrupt|-1|null");
    sync(source.withoutProblems().run("b", "1", points(1)));
    assertThat(Answers.of(warehouse, quarantine)).containsExactly("lab/a|altered|7|1.5");
    sync(source.run("a", "2", points(1)));
    assertThat(Answers.of(warehouse, quarantine)).isEmpty();
  }

  @Test
  void whatWasReadBeforeAFailureIsIn() {
    ScriptedSource source =
        new ScriptedSource("lab")
            .run("a", "1", points(3))
            .run("b", "1", points(4))
            .run("c", "1", points(5))
            .stamp("s1")
            .failingAt("b");
    SyncReport report = sync(source);
    assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(report.reason()).isEqualTo("the connection broke");
    assertThat(Answers.of(warehouse, COUNTS)).containsExactly("1|1|3|1");
    SyncReport next = sync(source.failingAt(null));
    assertThat(next.outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(next.runsUnchanged()).isEqualTo(1);
    assertThat(Answers.of(warehouse, COUNTS)).containsExactly("3|3|12|3");
  }

  @Test
  void aLiveRunsFilesAreDroppedWholeAndNoOthersTouched() {
    ScriptedSource source =
        new ScriptedSource("lab").run("a", "1", points(50)).liveRun("b", "1", points(20));
    sync(source);
    Set<String> before = metricFiles();
    sync(source.liveRun("b", "2", points(30)));
    Set<String> after = metricFiles();
    assertThat(before).filteredOn(after::contains).hasSize(1).allMatch(f -> f.contains("settled"));
    assertThat(after).filteredOn(f -> f.contains("live")).hasSize(1);
    assertThat(Answers.of(warehouse, COUNTS)).containsExactly("2|2|80|2");
  }

  @Test
  void manySmallSyncsLeaveFewFiles() {
    ScriptedSource source = new ScriptedSource("lab");
    for (int run = 0; run < 10; run++) {
      sync(source.run("run-" + run, "1", points(4)));
    }
    assertThat(metricFiles()).hasSizeLessThan(4);
    assertThat(Answers.of(warehouse, COUNTS)).containsExactly("10|10|40|10");
  }

  @Test
  void anEarlierSnapshotStaysReadableAsItWas() {
    ScriptedSource source = new ScriptedSource("lab").run("a", "1", points(3));
    sync(source);
    WarehouseSnapshot first = warehouse.current().orElseThrow();
    sync(source.run("a", "2", points(5)).run("b", "1", points(1)));
    try (var engine = warehouse.engine(warehouse.snapshot(first.id()).orElseThrow())) {
      assertThat(Answers.of(engine, COUNTS)).containsExactly("1|1|3|1");
    }
    assertThat(warehouse.snapshots()).hasSize(2);
  }

  @Test
  void sourcesWithEqualRunIdsStayApart() {
    sync(new ScriptedSource("lab").run("a", "1", points(3)));
    sync(new ScriptedSource("attic").run("a", "1", points(4)));
    sync(new ScriptedSource("lab").run("a", "2", points(5)));
    assertThat(Answers.of(warehouse, "SELECT run_key, count(*) FROM metrics GROUP BY 1 ORDER BY 1"))
        .containsExactly("attic/a|4", "lab/a|5");
    assertThatThrownBy(() -> sync(new ScriptedSource("a/b")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void awkwardTextsSurvive() {
    List<String> texts =
        List.of(
            "'; DROP VIEW runs; --", "\"", "line\nbreak\r\n", "\u202Eright", "😀", "=1+1", "", " ");
    ScriptedSource source =
        new ScriptedSource("it's a \"lab\"")
            .run(
                "a'b\"c😀",
                "1",
                (sink, run) -> {
                  for (int index = 0; index < texts.size(); index++) {
                    sink.tag(run, "tag-" + index, texts.get(index));
                    sink.point(run, sink.key(MetricKind.METRIC, texts.get(index)), 0, 0, index);
                  }
                  sink.tag(run, "long", "x".repeat(100_000));
                });
    sync(source);
    sync(source.run("other", "1", points(1)));
    for (int index = 0; index < texts.size(); index++) {
      assertThat(
              Answers.of(
                  warehouse,
                  "SELECT t.value = m.key, t.value FROM tags t, metrics m WHERE t.key = 'tag-"
                      + index
                      + "' AND m.value = "
                      + index
                      + " AND m.run_key LIKE '%😀'"))
          .containsExactly("true|" + texts.get(index));
    }
    assertThat(Answers.of(warehouse, "SELECT length(value) FROM tags WHERE key = 'long'"))
        .containsExactly("100000");
  }

  @Test
  void aSourceThatCannotBeListedWhateverTheReasonIsLogged() {
    ScriptedSource source = new ScriptedSource("lab").run("a", "1", (sink, run) -> {});
    source.failingList(new IllegalStateException("an adapter's mistake"));
    SyncReport report = new Sync(warehouse, SyncOptions.DEFAULT, SyncProgress.NONE).run(source);
    assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(Answers.of(warehouse, "SELECT outcome, reason FROM sync_log"))
        .containsExactly("failed|java.lang.IllegalStateException: an adapter's mistake");
  }

  @Test
  void runsAreReplacedWhateverTheirScript() {
    ScriptedSource source = new ScriptedSource("lab").batchesOf(2);
    BiConsumer<RunSink, Integer> facts =
        (sink, run) -> sink.param(run, "lr", "1", ParamOrigin.LOGGED);
    source.run("\uff01 full width", "1", facts).run("\ud83d\ude00 smile", "1", facts);
    new Sync(warehouse, SyncOptions.DEFAULT, SyncProgress.NONE).run(source);
    source.run("\uff01 full width", "2", facts);
    new Sync(warehouse, SyncOptions.DEFAULT, SyncProgress.NONE).run(source);
    assertThat(Answers.of(warehouse, "SELECT count(*) FROM runs")).containsExactly("2");
    assertThat(Answers.of(warehouse, "SELECT count(*) FROM params")).containsExactly("2");
  }

  @Test
  void whatListingFoundAboutARunOfALaterCommitStaysInQuarantine() {
    ScriptedSource source = new ScriptedSource("lab");
    for (String id : new String[] {"a", "b"}) {
      source.run(id, "1", (sink, run) -> sink.param(run, "lr", "1", ParamOrigin.LOGGED));
      source.problem(new Problem(Problem.Kind.CORRUPT, id, id + ".log", 3, "torn", null));
    }
    SyncOptions oneByOne =
        new SyncOptions(SyncOptions.Rereading.CHANGED, 1, Duration.ZERO, Duration.ofDays(1));
    for (int time = 0; time < 2; time++) {
      new Sync(warehouse, oneByOne, SyncProgress.NONE).run(source);
      assertThat(Answers.of(warehouse, "SELECT run_key, reason FROM quarantine ORDER BY 1"))
          .containsExactly("lab/a|torn", "lab/b|torn");
    }
  }

  @Test
  void whatIsWrongWithARunThatCannotBeBegunIsToldOnce() {
    ScriptedSource source = new ScriptedSource("lab");
    source.run("a", "1", (sink, run) -> {});
    Problem torn = new Problem(Problem.Kind.CORRUPT, "b", "b.log", 3, "torn", null);
    for (int time = 0; time < 3; time++) {
      source.run("a", "" + time, (sink, run) -> sink.problem(torn));
      new Sync(warehouse, SyncOptions.DEFAULT, SyncProgress.NONE).run(source);
    }
    assertThat(Answers.of(warehouse, "SELECT run_key, reason FROM quarantine"))
        .containsExactly("lab/b|torn");
  }

  @Test
  void aTimeThatNoMicrosecondHoldsIsReported() {
    Run run =
        Run.builder("a", "scripted", "project", "1")
            .startedAt(Instant.MAX)
            .endedAt(Instant.parse("2026-03-02T08:00:00.123456Z"))
            .build();
    ScriptedSource source =
        new ScriptedSource("lab")
            .run(new ScriptedSource.Scripted(new RunEntry("a", "1", false), run, points(1)));
    assertThat(sync(source).altered()).isEqualTo(1);
    assertThat(Answers.of(warehouse, "SELECT started_at, ended_at, duration_s FROM runs"))
        .containsExactly("null|2026-03-02T08:00:00.123456Z|null");
    assertThat(Answers.of(warehouse, "SELECT kind, location, raw FROM quarantine"))
        .containsExactly("altered|runs.started_at|" + Instant.MAX);
  }

  @Test
  void aMetricWithoutFiniteValuesHasNoExtremes() {
    ScriptedSource source =
        new ScriptedSource("lab")
            .run(
                "a",
                "1",
                (sink, run) -> {
                  int loss = sink.key(MetricKind.METRIC, "loss");
                  sink.point(run, loss, 1, RunSink.NO_TIME, Double.POSITIVE_INFINITY);
                  sink.point(run, loss, 2, RunSink.NO_TIME, Double.NaN);
                  sink.reported(run, loss, 0.25);
                  sink.reported(run, sink.key(MetricKind.METRIC, "only"), 4);
                });
    sync(source);
    assertThat(
            Answers.of(
                warehouse,
                "SELECT key, points, \"first\", \"last\", min, max, non_finite, reported,"
                    + " first_time FROM metric_summaries ORDER BY key"))
        .containsExactly(
            "loss|2|Infinity|NaN|null|null|2|0.25|null", "only|0|null|null|null|null|0|4.0|null");
  }

  private SyncReport sync(ScriptedSource source) {
    return new Sync(warehouse, SyncOptions.DEFAULT, SyncProgress.NONE).run(source);
  }

  private Set<String> metricFiles() {
    try (WarehouseCatalog catalog = WarehouseCatalog.open(warehouse.config())) {
      Table metrics = catalog.load("metrics").orElseThrow();
      return TableFiles.at(metrics, metrics.currentSnapshot().snapshotId()).stream()
          .map(file -> file.location())
          .collect(Collectors.toSet());
    }
  }

  private static BiConsumer<RunSink, Integer> points(int count) {
    return (sink, run) -> {
      int loss = sink.key(MetricKind.METRIC, "loss");
      for (int step = 0; step < count; step++) {
        sink.point(run, loss, step, step, 1.0 / (step + 1));
      }
      sink.param(run, "points", Integer.toString(count), ParamOrigin.LOGGED);
    };
  }
}
