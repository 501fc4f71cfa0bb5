package dev.almanac.ingest.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people's folders hold besides what a client writes on a good day. */
class OddRunFoldersTest {

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final long START = NOW.getEpochSecond() - 60;

  @TempDir private Path place;

  @Test
  void aRunThatIsBeingWrittenIsRunningUntilItsLogRests() throws IOException {
    Path log = log("wandb/run-20261126_115900-live1234", "live1234", "p", history(0, "1.5"));
    Files.setLastModifiedTime(log, FileTime.from(NOW.minusSeconds(30)));
    assertThat(read().get("live1234").run().status()).isEqualTo(RunStatus.RUNNING);

    Files.setLastModifiedTime(log, FileTime.from(NOW.minus(WandbFolders.LIVE)));
    assertThat(read().get("live1234").run().status()).isEqualTo(RunStatus.CRASHED);
  }

  @Test
  void anOldLogThatWasCopiedJustNowIsNotRunning() throws IOException {
    Path log = log("run-20200101_000000-oldrun12", "oldrun12", "p");
    Files.setLastModifiedTime(log, FileTime.from(Instant.ofEpochSecond(START + 5 * 86_400)));
    Clock later = Clock.fixed(Instant.ofEpochSecond(START + 5 * 86_400 + 60), ZoneOffset.UTC);
    assertThat(read(later).get("oldrun12").run().status()).isEqualTo(RunStatus.CRASHED);
  }

  @Test
  void oneIdInTwoProjectsIsTwoRunsAndTheFirstKeepsItsName() throws IOException {
    log("a/wandb/run-20260101_000000-baseline", "baseline", "vision");
    log("b/wandb/run-20260102_000000-baseline", "baseline", "speech");
    log("c/wandb/run-20260103_000000-baseline", "baseline", "vision");

    Map<String, RecordedRun> runs = read();
    assertThat(runs).containsOnlyKeys("baseline", "speech/baseline");
    assertThat(runs.get("baseline").run().project()).isEqualTo("vision");
    assertThat(runs.get("speech/baseline").run().trackerRunId()).isEqualTo("baseline");
  }

  @Test
  void aResumedRunIsOneRunInTheOrderOfItsStarts() throws IOException {
    log("x/wandb/run-20260102_000000-resumed1", "resumed1", "p", history(1, "2.0"));
    log("y/wandb/run-20260101_000000-resumed1", "resumed1", "p", history(0, "1.0"));

    assertThat(read().get("resumed1").points("loss"))
        .extracting(RecordedRun.Point::value)
        .containsExactly(1.0, 2.0);
  }

  @Test
  void aLogAloneWithoutItsFolderIsARun() throws IOException {
    log("downloads", "alone123", "p", history(0, "1.0"));
    assertThat(read()).containsOnlyKeys("alone123");

    Path file = place.resolve("downloads/run-alone123.wandb");
    List<Sources.Reading> readings = Sources.readAll(factory(), file);
    assertThat(readings).hasSize(1);
    assertThat(readings.get(0).runs().run("alone123").points("loss")).hasSize(1);
  }

  @Test
  void logsThatLieTogetherAreRunsEachAndHideNothingBelow() throws IOException {
    log("downloads", "alone123", "p", history(0, "1.0"));
    log("downloads", "alone456", "p", history(0, "2.0"));
    log("downloads/wandb/run-20260101_000000-below123", "below123", "p", history(0, "3.0"));

    assertThat(read()).containsOnlyKeys("alone123", "alone456", "below123");
  }

  @Test
  void linksInCirclesAndToTheNewestRunAreWalkedOnce() throws IOException {
    Path log = log("wandb/run-20260101_000000-linked12", "linked12", "p", history(0, "1.0"));
    Files.createSymbolicLink(place.resolve("wandb/latest-run"), log.getParent());
    Files.createSymbolicLink(place.resolve("circle"), place);

    assertThat(list()).containsExactly("linked12");
    assertThat(read(place.resolve("wandb")).get("linked12").points("loss")).hasSize(1);
  }

  @Test
  void aFolderFromBeforeTransactionLogsIsRead() throws IOException {
    Path run = Files.createDirectories(place.resolve("wandb/dryrun-20190501_101500-ancient1"));
    Files.writeString(
        run.resolve("wandb-history.jsonl"),
        "{\"loss\": 0.5, \"bad\": NaN, \"_step\": 0, \"_timestamp\": 1556705701.5, \"_runtime\": 1}\n"
            + "not json\n"
            + "{\"loss\": \"Infinity\", \"deep\": {\"x\": 1}, \"_step\": 7, \"_timestamp\": 1556705702}\n"
            + "{\"loss\": 0.");
    Files.writeString(
        run.resolve("wandb-events.jsonl"),
        "{\"system.cpu\": 12.5, \"_timestamp\": 1556705703, \"_runtime\": 3}\n");
    Files.writeString(
        run.resolve("config.yaml"),
        "wandb_version: 1\n\nlr:\n  desc: null\n  value: 1.0e-05\n"
            + "name:\n  desc: null\n  value: 1e-5\n");
    Files.writeString(run.resolve("wandb-summary.json"), "{\"loss\": 0.5, \"_step\": 7}\0\0");
    Files.writeString(
        run.resolve("wandb-metadata.json"),
        "{\"state\": \"running\", \"startedAt\": \"2019-05-01T10:15:00.5\", \"project\": \"old\","
            + " \"git\": {\"remote\": \"https://me:token@host/repo.git\", \"commit\": \"abc\"}}");

    List<Sources.Reading> readings = Sources.readAll(factory(), place);
    RecordedRun read = readings.get(0).runs().run("ancient1");
    assertThat(read.run().status()).isEqualTo(RunStatus.CRASHED);
    assertThat(read.run().project()).isEqualTo("old");
    assertThat(read.run().startedAt()).isEqualTo(Instant.parse("2019-05-01T10:15:00.500Z"));
    assertThat(read.points("loss"))
        .containsExactly(
            new RecordedRun.Point(0, 1_556_705_701_500_000L, 0.5),
            new RecordedRun.Point(7, 1_556_705_702_000_000L, Double.POSITIVE_INFINITY));
    assertThat(read.points("deep.x")).hasSize(1);
    assertThat(read.allPoints()).containsKey("system:cpu");
    assertThat(String.join("\n", read.lines()))
        .contains("\"key\":\"lr\",\"value\":\"1.0e-05\",\"type\":\"float\"")
        .contains("\"key\":\"name\",\"value\":\"1e-5\",\"type\":\"string\"")
        .contains("https://host/repo.git")
        .doesNotContain("token");
    assertThat(readings.get(0).runs().problems())
        .extracting(Problem::kind)
        .containsExactlyInAnyOrder(Problem.Kind.CORRUPT, Problem.Kind.TRUNCATED);
  }

  @Test
  void aFolderWithoutALogGivesWhatItsFilesHold() throws IOException {
    Path files = Files.createDirectories(place.resolve("wandb/run-20240101_000000-nolog123/files"));
    Files.writeString(
        files.resolve("config.yaml"), "_wandb:\n    value: {}\nlr:\n    value: 1e-05\n");
    Files.writeString(files.resolve("wandb-summary.json"), "{\"loss\": Infinity}");

    List<Sources.Reading> readings = Sources.readAll(factory(), place);
    RecordedRun run = readings.get(0).runs().run("nolog123");
    assertThat(run.run().status()).isEqualTo(RunStatus.UNKNOWN);
    assertThat(String.join("\n", run.lines()))
        .contains("\"value\":\"1e-05\",\"type\":\"float\"")
        .contains(
            "\"fact\":\"reported\",\"kind\":\"metric\",\"key\":\"loss\",\"value\":\"Infinity\"");
  }

  @Test
  void anArtifactIsOpenedOnlyWithinItsRun() throws IOException {
    Path log = log("wandb/run-20260101_000000-files123", "files123", "p");
    Files.createDirectories(log.resolveSibling("files"));
    Files.writeString(log.resolveSibling("files").resolve("output.log"), "hello");
    Files.writeString(place.resolve("secret.txt"), "secret");

    try (RunSource source = factory().open(factory().gather(place))) {
      assertThat(source.artifact("files123", "output.log")).hasContent("hello");
      assertThat(source.artifact("files123", "../../../secret.txt")).isNull();
      assertThat(source.artifact("other", "output.log")).isNull();
    }
  }

  @Test
  void recordsThatMakeNoSenseCostThemselvesOnly() throws IOException {
    byte[] wrongTypes = LogBytes.message(2, LogBytes.number(1, 5), LogBytes.number(2, 7));
    byte[] brokenJson = history(1, "{\"a\":");
    byte[] deep = history(2, "[".repeat(5_000) + "]".repeat(5_000));
    byte[] noMessage = {0x12, 0x7f, 1, 2};
    byte[] unknown = LogBytes.message(77, LogBytes.text(3, "later versions"));
    log(
        "wandb/run-20260101_000000-oddrecs1",
        "oddrecs1",
        "p",
        wrongTypes,
        brokenJson,
        deep,
        noMessage,
        unknown,
        history(3, "4.5"));

    List<Sources.Reading> readings = Sources.readAll(factory(), place);
    assertThat(readings.get(0).runs().run("oddrecs1").points("loss"))
        .extracting(RecordedRun.Point::value)
        .containsExactly(4.5);
    assertThat(readings.get(0).runs().problems())
        .hasSize(3)
        .allMatch(problem -> problem.kind() == Problem.Kind.CORRUPT && problem.offset() > 0);
  }

  /** Mutates whole records of real logs: nothing but problems may come of it. */
  @Test
  void mutatedRecordsOfRealLogsNeverBreakTheReader() throws IOException {
    List<byte[]> real = new ArrayList<>();
    Path unpacked = Files.createDirectories(place.resolve("unpacked"));
    Path original = unpacked.resolve("run-real.wandb");
    Files.write(original, TransactionLogTest.dialectB());
    try (TransactionLog log = TransactionLog.open(original, (at, reason) -> {})) {
      while (log.next() && real.size() < 300) {
        real.add(Arrays.copyOfRange(log.bytes(), log.start(), log.end()));
      }
    }
    Random random = new Random(7);
    for (int round = 0; round < 60; round++) {
      List<byte[]> mutated = new ArrayList<>();
      for (byte[] record : real) {
        byte[] copy = record.clone();
        for (int i = random.nextInt(3); i > 0 && copy.length > 0; i--) {
          copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        mutated.add(copy);
      }
      Files.write(original, LogBytes.log(0, mutated));
      Sources.readAll(factory(), unpacked);
    }
  }

  @Test
  void aSweepsChoiceIsTheOriginOfItsParams() throws IOException {
    log("wandb/run-20260101_000000-swept123", "swept123", "p");
    Path sweep = Files.createDirectories(place.resolve("wandb/sweep-abcd1234"));
    Files.writeString(
        sweep.resolve("config-swept123.yaml"), "wandb_version: 1\n\nlr:\n  value: 0.5\n");

    RecordedRun run = read().get("swept123");
    assertThat(run.run().groupName()).isEqualTo("abcd1234");
    assertThat(String.join("\n", run.lines()))
        .contains("\"key\":\"lr\",\"value\":\"0.5\",\"type\":\"float\",\"origin\":\"sweep\"");
  }

  @Test
  void otherTrackersAreNamedByTheConfigAndTheFolderOfLogs() throws IOException {
    Path logs = Files.createDirectories(place.resolve("tb"));
    String key = "0123456789abcdef0123456789abcdef";
    log(
        "wandb/run-20260101_000000-named123",
        "named123",
        "p",
        config("mlflow.run_id", '"' + key + '"'),
        config("comet_experiment_key", '"' + key.toUpperCase(Locale.ROOT) + '"'),
        config("mlflow_run_uuid", "\"none\""),
        LogBytes.message(9, LogBytes.text(1, logs.toString())));
    assertThat(identities("named123"))
        .containsExactlyInAnyOrder(
            "wandb p/named123",
            "mlflow " + key,
            "comet " + key.toUpperCase(Locale.ROOT),
            "folder " + logs.toRealPath());
  }

  @Test
  void severalFoldersOfLogsOrOneElsewhereAreNoIdentity() throws IOException {
    Path logs = Files.createDirectories(place.resolve("tb"));
    log(
        "wandb/run-20260101_000000-twice123",
        "twice123",
        "p",
        LogBytes.message(9, LogBytes.text(1, logs.toString())),
        LogBytes.message(9, LogBytes.text(1, place.toString())));
    log(
        "wandb/run-20260101_000000-absent12",
        "absent12",
        "p",
        LogBytes.message(9, LogBytes.text(1, place.resolve("gone").toString())));
    assertThat(identities("twice123")).containsExactly("wandb p/twice123");
    assertThat(identities("absent12")).containsExactly("wandb p/absent12");
  }

  private List<String> identities(String run) throws IOException {
    List<String> found = new ArrayList<>();
    for (String line : read().get(run).lines()) {
      JsonValue fact = JsonText.parse(line);
      if ("identity".equals(fact.get("fact").text())) {
        found.add(fact.get("kind").asText() + " " + fact.get("value").asText());
      }
    }
    return found;
  }

  private static byte[] config(String key, String json) throws IOException {
    return LogBytes.message(5, LogBytes.message(1, LogBytes.text(1, key), LogBytes.text(16, json)));
  }

  private Path log(String folder, String id, String project, byte[]... records) throws IOException {
    List<byte[]> all = new ArrayList<>();
    byte[] item = LogBytes.message(1, LogBytes.text(1, "lr"), LogBytes.text(16, "0.5"));
    all.add(
        LogBytes.message(
            17,
            LogBytes.text(1, id),
            LogBytes.text(3, project),
            LogBytes.message(4, item),
            LogBytes.message(17, LogBytes.number(1, START))));
    all.addAll(Arrays.asList(records));
    Path path = Files.createDirectories(place.resolve(folder));
    Path log = Files.write(path.resolve("run-" + id + ".wandb"), LogBytes.log(0, all));
    Files.setLastModifiedTime(log, FileTime.from(NOW.minusSeconds(86_400)));
    return log;
  }

  private static byte[] history(long step, String json) throws IOException {
    return LogBytes.message(
        2,
        LogBytes.message(1, LogBytes.text(1, "loss"), LogBytes.text(16, json)),
        LogBytes.message(1, LogBytes.text(2, "_timestamp"), LogBytes.text(16, START + ".25")),
        LogBytes.message(2, LogBytes.number(1, step)));
  }

  private static WandbSourceFactory factory() {
    return new WandbSourceFactory(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private List<String> list() throws IOException {
    SourceSpec spec = factory().gather(place);
    try (RunSource source = factory().open(spec)) {
      return source.list().runs().stream().map(entry -> entry.runId()).toList();
    }
  }

  private Map<String, RecordedRun> read() throws IOException {
    return read(place);
  }

  private static Map<String, RecordedRun> read(Path from) throws IOException {
    return Sources.readAll(factory(), from).get(0).runs().runs();
  }

  private Map<String, RecordedRun> read(Clock clock) throws IOException {
    return Sources.readAll(new WandbSourceFactory(clock), place).get(0).runs().runs();
  }
}
