package dev.almanac.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.RunIdentity;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.Run;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.warehouse.sync.Sync;
import dev.almanac.warehouse.sync.SyncOptions;
import dev.almanac.warehouse.sync.SyncProgress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run that two trackers saw is shown once. */
class LinkedRunsTest {

  private static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");

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
  void runsWithAnEqualIdentityAreOneWhateverTheOrderOfSyncs() {
    RunIdentity id = new RunIdentity(RunIdentity.Kind.MLFLOW, "0af3");
    ScriptedSource logs =
        source("disk", run("v0", "lightning", MORNING), (sink, run) -> sink.identity(run, id));
    ScriptedSource server =
        source("server", run("0af3", "mlflow", MORNING), (sink, run) -> sink.identity(run, id));
    sync(logs);
    assertThat(links()).containsExactly("disk/v0|null");
    sync(server);
    assertThat(links()).containsExactly("disk/v0|server/0af3", "server/0af3|null");
  }

  @Test
  void aLinkEndsWithTheEvidence() {
    RunIdentity id = new RunIdentity(RunIdentity.Kind.MLFLOW, "0af3");
    sync(source("disk", run("v0", "lightning", MORNING), (sink, run) -> sink.identity(run, id)));
    sync(source("server", run("0af3", "mlflow", MORNING), (sink, run) -> sink.identity(run, id)));
    ScriptedSource disk = new ScriptedSource("disk");
    disk.run(
        new ScriptedSource.Scripted(
            new RunEntry("v0", "2", false), run("v0", "lightning", MORNING), (sink, run) -> {}));
    sync(disk);
    assertThat(links()).containsExactly("disk/v0|null", "server/0af3|null");
  }

  @Test
  void anIdentityThatTwoRunsOfOneSourceClaimLinksNothing() {
    RunIdentity id = new RunIdentity(RunIdentity.Kind.MLFLOW, "0af3");
    ScriptedSource logs =
        source("disk", run("train", "lightning", MORNING), (sink, run) -> sink.identity(run, id));
    logs.run(
        new ScriptedSource.Scripted(
            new RunEntry("test", "1", false),
            run("test", "lightning", MORNING),
            (sink, run) -> sink.identity(run, id)));
    sync(logs);
    sync(source("server", run("0af3", "mlflow", MORNING), (sink, run) -> sink.identity(run, id)));
    assertThat(links()).containsExactly("disk/test|null", "disk/train|null", "server/0af3|null");
  }

  @Test
  void aFolderThatWasUsedAgainLaterIsNotTheSameRun() {
    RunIdentity id = new RunIdentity(RunIdentity.Kind.FOLDER, "/lab/out");
    sync(source("disk", run("v0", "tensorboard", MORNING), (sink, run) -> sink.identity(run, id)));
    Instant nextDay = MORNING.plusSeconds(86_400);
    sync(source("wandb", run("x", "wandb", nextDay), (sink, run) -> sink.identity(run, id)));
    assertThat(links()).containsExactly("disk/v0|null", "wandb/x|null");
  }

  @Test
  void runsWithEqualCurvesAreOneThoughOneTrackerRoundedThem() {
    sync(source("disk", run("v0", "tensorboard", MORNING), (sink, run) -> curves(sink, run, true)));
    Instant soon = MORNING.plusSeconds(40);
    sync(source("wandb", run("x", "wandb", soon), (sink, run) -> curves(sink, run, false)));
    assertThat(links()).containsExactly("disk/v0|wandb/x", "wandb/x|null");
  }

  @Test
  void equalCurvesOfOneTrackerAreTwoRuns() {
    sync(source("a", run("x", "mlflow", MORNING), (sink, run) -> curves(sink, run, false)));
    sync(source("b", run("y", "mlflow", MORNING), (sink, run) -> curves(sink, run, false)));
    assertThat(links()).containsExactly("a/x|null", "b/y|null");
  }

  @Test
  void ofRunsThatRepeatEachOtherNoneIsLinked() {
    ScriptedSource twice =
        source("disk", run("v0", "csv", MORNING), (sink, run) -> curves(sink, run, false));
    twice.run(
        new ScriptedSource.Scripted(
            new RunEntry("v1", "1", false),
            run("v1", "csv", MORNING.plusSeconds(300)),
            (sink, run) -> curves(sink, run, false)));
    sync(twice);
    sync(source("wandb", run("x", "wandb", MORNING), (sink, run) -> curves(sink, run, false)));
    assertThat(links()).containsExactly("disk/v0|null", "disk/v1|null", "wandb/x|null");
  }

  @Test
  void runsThatDiedSoonAreOneIfManyMetricsAgreeAndTheyBeganTogether() {
    Instant late = MORNING.plusSeconds(30);
    sync(source("disk", run("v0", "sacred", MORNING), LinkedRunsTest::beginnings));
    sync(source("more", run("v1", "sacred", late), LinkedRunsTest::beginnings));
    Instant soon = MORNING.plusMillis(300);
    sync(source("tb", run("x", "tensorboard", soon), LinkedRunsTest::beginnings));
    assertThat(links()).containsExactly("disk/v0|null", "more/v1|null", "tb/x|disk/v0");
  }

  private static void beginnings(RunSink sink, int run) {
    for (int metric = 0; metric < 6; metric++) {
      sink.point(run, sink.key(MetricKind.METRIC, "m" + metric), 0, RunSink.NO_TIME, metric);
    }
  }

  @Test
  void fewEpochsAreEnoughIfTheirValuesHaveManyDigits() {
    sync(source("disk", run("v0", "lightning", null), (sink, run) -> epochs(sink, run, 0.4816)));
    sync(source("more", run("v1", "lightning", null), (sink, run) -> epochs(sink, run, 0.5731)));
    sync(source("tb", run("x", "tensorboard", MORNING), (sink, run) -> epochs(sink, run, 0.4816)));
    sync(source("wandb", run("y", "wandb", MORNING), (sink, run) -> epochs(sink, run, 0.625)));
    sync(source("csv", run("z", "keras", MORNING), (sink, run) -> epochs(sink, run, 0.625)));
    assertThat(links())
        .containsExactly(
            "csv/z|null", "disk/v0|null", "more/v1|null", "tb/x|disk/v0", "wandb/y|null");
  }

  private static void epochs(RunSink sink, int run, double scale) {
    int train = sink.key(MetricKind.METRIC, "train_loss");
    int val = sink.key(MetricKind.METRIC, "val_loss");
    int epoch = sink.key(MetricKind.METRIC, "epoch");
    for (int step = 0; step < 4; step++) {
      boolean isRound = scale == 0.625;
      sink.point(run, train, step, RunSink.NO_TIME, isRound ? 1 - step / 8.0 : scale / (step + 1));
      sink.point(
          run, val, step, RunSink.NO_TIME, isRound ? 1 - step / 4.0 : 1.1 * scale / (step + 1));
      sink.point(run, epoch, step, RunSink.NO_TIME, step);
    }
  }

  @Test
  void anExportAndTheServerAreOneRunAndItsLogsToo() {
    RunIdentity id = new RunIdentity(RunIdentity.Kind.MLFLOW, "0af3");
    BiConsumer<RunSink, Integer> both =
        (sink, run) -> {
          sink.identity(run, id);
          curves(sink, run, false);
        };
    sync(source("export", run("0af3", "mlflow", MORNING), both));
    sync(source("server", run("0af3", "mlflow", MORNING), both));
    sync(source("disk", run("v0", "lightning", MORNING), (sink, run) -> curves(sink, run, true)));
    assertThat(links())
        .containsExactly("disk/v0|export/0af3", "export/0af3|null", "server/0af3|export/0af3");
  }

  @Test
  void jobsOfASweepAreTheRunsThatCarryTheSameParams() {
    ScriptedSource hydra = new ScriptedSource("hydra");
    ScriptedSource mlflow = new ScriptedSource("mlflow");
    for (String lr : List.of("0.1", "0.2", "0.3")) {
      job(hydra, lr, null, "lr", lr);
      logged(mlflow, lr, MORNING, "lr", lr);
    }
    job(hydra, "twice", null, "lr", "0.4");
    logged(mlflow, "0.4a", MORNING, "lr", "4e-1");
    logged(mlflow, "0.4b", MORNING, "lr", "0.4");
    logged(mlflow, "0.5", MORNING, "lr", "0.5");
    sync(hydra);
    sync(mlflow);
    assertThat(links())
        .containsExactly(
            "hydra/0.1|mlflow/0.1",
            "hydra/0.2|mlflow/0.2",
            "hydra/0.3|mlflow/0.3",
            "hydra/twice|null",
            "mlflow/0.1|null",
            "mlflow/0.2|null",
            "mlflow/0.3|null",
            "mlflow/0.4a|null",
            "mlflow/0.4b|null",
            "mlflow/0.5|null");
  }

  @Test
  void aJobOnItsOwnIsTheRunThatBeganWithItUnlessTheirParamsDiffer() {
    ScriptedSource hydra = new ScriptedSource("hydra");
    ScriptedSource mlflow = new ScriptedSource("mlflow");
    Instant later = MORNING.plusSeconds(3_600);
    job(hydra, "a", MORNING, "opt.name", "adam");
    job(hydra, "b", later, "opt.name", "adam");
    logged(mlflow, "a", MORNING.plusSeconds(7), "opt/name", "adam");
    logged(mlflow, "b", later.plusSeconds(7), "opt/name", "sgd");
    sync(hydra);
    sync(mlflow);
    assertThat(links())
        .containsExactly("hydra/a|mlflow/a", "hydra/b|null", "mlflow/a|null", "mlflow/b|null");
  }

  private static void job(
      ScriptedSource source, String id, @Nullable Instant start, String key, String value) {
    ParamOrigin origin = start == null ? ParamOrigin.SWEEP : ParamOrigin.CONFIG;
    source.run(
        new ScriptedSource.Scripted(
            new RunEntry(id, "1", false),
            run(id, "hydra", start),
            (sink, at) -> sink.param(at, key, value, origin)));
  }

  private static void logged(
      ScriptedSource source, String id, Instant start, String key, String value) {
    source.run(
        new ScriptedSource.Scripted(
            new RunEntry(id, "1", false),
            run(id, "mlflow", start),
            (sink, at) -> {
              sink.param(at, key, value, ParamOrigin.LOGGED);
              sink.point(at, sink.key(MetricKind.METRIC, "loss"), 0, RunSink.NO_TIME, 0.5);
            }));
  }

  @Test
  void valuesBeyondSinglePrecisionAreNoObstacle() {
    BiConsumer<RunSink, Integer> huge =
        (sink, run) -> {
          curves(sink, run, false);
          int loss = sink.key(MetricKind.METRIC, "diverged");
          for (int step = 0; step < 12; step++) {
            sink.point(run, loss, step, RunSink.NO_TIME, step * 1e300);
          }
        };
    sync(source("disk", run("v0", "tensorboard", MORNING), huge));
    sync(source("wandb", run("x", "wandb", MORNING), huge));
    assertThat(links()).containsExactly("disk/v0|wandb/x", "wandb/x|null");
  }

  @Test
  void timesFarApartAreNoObstacle() {
    Instant early = Instant.EPOCH.minusSeconds(9_000_000_000_000L);
    Instant late = Instant.EPOCH.plusSeconds(9_000_000_000_000L);
    sync(source("disk", run("v0", "csv", early), (sink, run) -> curves(sink, run, false)));
    sync(source("wandb", run("x", "wandb", late), (sink, run) -> curves(sink, run, false)));
    assertThat(links()).containsExactly("disk/v0|null", "wandb/x|null");
  }

  @Test
  void countersAndSchedulesDoNotMakeOneRunOfTwo() {
    sync(source("disk", run("v0", "csv", MORNING), (sink, run) -> scheduled(sink, run, 1.0)));
    sync(source("wandb", run("x", "wandb", MORNING), (sink, run) -> scheduled(sink, run, 1.1)));
    assertThat(links()).containsExactly("disk/v0|null", "wandb/x|null");
  }

  @Test
  void oneCurveUnderTwoNamesIsOneCurve() {
    BiConsumer<RunSink, Integer> twice =
        (sink, run) -> {
          for (String key : new String[] {"epoch", "trainer/epoch"}) {
            for (int step = 0; step < 20; step++) {
              sink.point(run, sink.key(MetricKind.METRIC, key), step, RunSink.NO_TIME, step);
            }
          }
        };
    sync(
        source(
            "disk",
            run("v0", "csv", MORNING),
            (sink, run) -> {
              twice.accept(sink, run);
              curve(sink, run, "left", 1);
            }));
    sync(
        source(
            "wandb",
            run("x", "wandb", MORNING),
            (sink, run) -> {
              twice.accept(sink, run);
              curve(sink, run, "right", 3);
            }));
    assertThat(links()).containsExactly("disk/v0|null", "wandb/x|null");
  }

  @Test
  void aRunThatVanishesFromOneOfItsTrackersIsStillShownOnce() {
    ScriptedSource disk =
        source("disk", run("v0", "csv", MORNING), (sink, run) -> curves(sink, run, false));
    ScriptedSource server =
        source("wandb", run("x", "wandb", MORNING), (sink, run) -> curves(sink, run, false));
    sync(disk);
    sync(server);
    sync(disk.without("v0"));
    assertThat(links()).containsExactly("disk/v0|wandb/x", "wandb/x|null");
  }

  @Test
  void ofARunThatVanishesWhereItCountedTheOtherRecordCounts() {
    ScriptedSource server =
        source("wandb", run("x", "wandb", MORNING), (sink, run) -> curves(sink, run, false));
    sync(source("disk", run("v0", "csv", MORNING), (sink, run) -> curves(sink, run, false)));
    sync(server);
    sync(server.without("x"));
    assertThat(links()).containsExactly("disk/v0|null", "wandb/x|disk/v0");
    sync(source("more", run("y", "csv", MORNING), (sink, run) -> {}));
    assertThat(links()).containsExactly("disk/v0|null", "more/y|null", "wandb/x|disk/v0");
  }

  private static void scheduled(RunSink sink, int run, double loss) {
    curve(sink, run, "epoch", 20);
    curve(sink, run, "lr", 0.1);
    curve(sink, run, "loss", loss);
  }

  private static void curve(RunSink sink, int run, String key, double scale) {
    int handle = sink.key(MetricKind.METRIC, key);
    for (int step = 0; step < 20; step++) {
      sink.point(run, handle, step, RunSink.NO_TIME, scale * (1 - step / 20.0));
    }
  }

  @Test
  void syncingAgainKeepsLinksWithoutANewSnapshot() {
    ScriptedSource disk =
        source("disk", run("v0", "tensorboard", MORNING), (sink, run) -> curves(sink, run, true));
    sync(disk);
    sync(source("wandb", run("x", "wandb", MORNING), (sink, run) -> curves(sink, run, false)));
    long before = warehouse.current().orElseThrow().id();
    sync(disk);
    assertThat(warehouse.current().orElseThrow().id()).isEqualTo(before);
    disk.run(
        new ScriptedSource.Scripted(
            new RunEntry("v0", "2", false),
            run("v0", "tensorboard", MORNING),
            (sink, run) -> curves(sink, run, true)));
    sync(disk);
    assertThat(links()).containsExactly("disk/v0|wandb/x", "wandb/x|null");
  }

  private static void curves(RunSink sink, int run, boolean rounded) {
    for (String key : new String[] {"loss", "accuracy"}) {
      int handle = sink.key(MetricKind.METRIC, key);
      for (int step = 0; step < 20; step++) {
        double value = Math.exp(-step / 7.0) + key.length() / 10.0;
        sink.point(run, handle, step, RunSink.NO_TIME, rounded ? (float) value : value);
      }
    }
  }

  private static Run run(String id, String tracker, @Nullable Instant startedAt) {
    return Run.builder(id, tracker, "p", "p").startedAt(startedAt).build();
  }

  private static ScriptedSource source(String name, Run run, BiConsumer<RunSink, Integer> facts) {
    return new ScriptedSource(name)
        .run(new ScriptedSource.Scripted(new RunEntry(run.runId(), "1", false), run, facts));
  }

  private java.util.List<String> links() {
    return Answers.of(warehouse, "SELECT run_key, same_as FROM runs ORDER BY run_key");
  }

  private void sync(ScriptedSource source) {
    new Sync(warehouse, SyncOptions.DEFAULT, SyncProgress.NONE).run(source);
  }
}
