package dev.almanac.ingest.neptune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.Folder;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.Recognition;
import dev.almanac.ingest.testkit.RecordedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that the clients left behind, as they lie around after years. */
final class UnsyncedFoldersTest {

  private static final String ID = "11111111-2222-3333-4444-555555555555";
  private static final String RUN = "offline/" + ID;

  @TempDir Path folder;

  private Path log(String mode, String name, String... operations) throws IOException {
    Path run = Files.createDirectories(folder.resolve(".neptune").resolve(mode).resolve(name));
    StringBuilder text = new StringBuilder();
    int version = 1;
    for (String operation : operations) {
      text.append("{\"obj\": {").append(operation).append("}, \"version\": ").append(version++);
      text.append(", \"at\": 1.5}\n");
    }
    Files.writeString(run.resolve("data-1.log"), text);
    Files.writeString(run.resolve("last_put_version"), Integer.toString(version - 1));
    return run;
  }

  private static String floats(String path, String values) {
    return "\"type\": \"LogFloats\", \"path\": [\"" + path + "\"], \"values\": [" + values + "]";
  }

  @Test
  void aPointWithoutStepComesOneAfterTheOneBefore() throws Exception {
    log(
        "offline",
        "run__" + ID + "__1__abcdefgh",
        floats("m", "{\"value\": 1.0, \"step\": null, \"ts\": 1.0}"),
        floats("m", "{\"value\": 2.0, \"step\": 7, \"ts\": 2.0}, {\"value\": 3.0, \"ts\": 3.0}"),
        floats("m", "{\"value\": NaN, \"step\": null, \"ts\": 4.0}"),
        floats("m", "{\"value\": -Infinity, \"step\": -3, \"ts\": 5.0}"));

    assertThat(Place.read(folder).points(RUN, "m"))
        .containsExactly("0=1.0", "7=2.0", "8=3.0", "9=NaN", "-3=-Infinity");
  }

  @Test
  void everyOperationOfTheLogIsReplayed() throws Exception {
    log(
        "offline",
        "run__" + ID + "__1__abcdefgh",
        "\"type\": \"AssignArtifact\", \"path\": [\"data\", \"v1\"], \"hash\": \"abc\"",
        "\"type\": \"TrackFilesToArtifact\", \"path\": [\"data\", \"v2\"], \"project_id\": \"p\","
            + " \"entries\": [[\"a.csv\", null]]",
        "\"type\": \"ClearArtifact\", \"path\": [\"data\", \"v1\"]",
        "\"type\": \"UploadFileContent\", \"path\": [\"note\"], \"ext\": \"txt\","
            + " \"file_content\": \"aGVsbG8=\"",
        "\"type\": \"AddStrings\", \"path\": [\"set\"], \"values\": [\"a\", \"b\"]",
        "\"type\": \"ClearStringSet\", \"path\": [\"set\"]",
        "\"type\": \"AddStrings\", \"path\": [\"set\"], \"values\": [\"c\"]",
        "\"type\": \"LogStrings\", \"path\": [\"s\"], \"values\": [{\"value\": \"x\", \"step\": 0,"
            + " \"ts\": 1.0}]",
        "\"type\": \"ClearStringLog\", \"path\": [\"s\"]",
        floats("gone", "{\"value\": 1.0, \"step\": 0, \"ts\": 1.0}"),
        "\"type\": \"ClearFloatLog\", \"path\": [\"gone\"]",
        "\"type\": \"LogImages\", \"path\": [\"i\"], \"values\": [{\"value\": null, \"step\": 0,"
            + " \"ts\": 1.0}]",
        "\"type\": \"ClearImageLog\", \"path\": [\"i\"]",
        "\"type\": \"ConfigFloatSeries\", \"path\": [\"m\"], \"min\": 0, \"max\": null, \"unit\":"
            + " \"kg\"",
        floats("m", "{\"value\": 1.0, \"step\": 0, \"ts\": 1.0}"),
        "\"type\": \"DeleteFiles\", \"path\": [\"files\"], \"file_paths\": [\"a\"]",
        "\"type\": \"CopyAttribute\", \"path\": [\"copied\"], \"container_id\": \"X-1\","
            + " \"container_type\": \"run\", \"source_path\": [\"a\"], \"source_attr_name\": \"Float\"",
        "\"type\": \"NewInTwoYears\", \"path\": [\"x\"]");

    Place place = Place.read(folder);
    String lines = String.join("\n", place.run(RUN).lines());

    assertThat(lines)
        .contains("\"path\":\"data/v2\",\"kind\":\"artifact\"")
        .contains("\"path\":\"note\",\"kind\":\"file\",\"size\":5")
        .contains("\"key\":\"set\",\"value\":\"[\\\"c\\\"]\"")
        .contains("\"unit\":\"kg\"")
        .contains("\"key\":\"m:min\",\"value\":\"0\"")
        .doesNotContain("data/v1")
        .doesNotContain("\"gone\"")
        .doesNotContain("\"path\":\"s\"")
        .doesNotContain("\"path\":\"i");
    assertThat(place.problems()).extracting(Problem::kind).containsOnly(Problem.Kind.UNSUPPORTED);
    assertThat(place.problems()).extracting(Problem::reason).anyMatch(r -> r.contains("copied"));
    assertThat(place.problems())
        .extracting(Problem::reason)
        .anyMatch(r -> r.contains("NewInTwoYears"));
    assertThat(place.problems()).hasSize(3);
  }

  @Test
  void whatWasUploadedBeforeIsSaidToBeLost() throws Exception {
    Path run =
        log(
            "async",
            "run__" + ID + "__1__abcdefgh",
            floats("m", "{\"value\": 1.0, \"step\": 0, \"ts\": 1.0}"));
    Files.writeString(run.resolve("last_ack_version"), "41");
    Files.writeString(
        run.resolve("metadata.json"),
        "{\"mode\": \"async\", \"containerId\": \"" + ID + "\", \"containerType\": \"run\"}");

    assertThat(Place.read(folder).problems())
        .anyMatch(each -> each.reason().contains("up to number 41") && RUN.equals(each.runId()));
  }

  @Test
  void foldersOfOlderClientsAreKnownToo() throws Exception {
    log("offline", ID + "/exec-0-2021-05-01", floats("m", "{\"value\": 1.0, \"ts\": 1.0}"));

    assertThat(Place.read(folder).points(RUN, "m")).containsExactly("0=1.0");
  }

  @Test
  void aRunThatWasResumedIsOneRun() throws Exception {
    Path first =
        log(
            "offline",
            "run__" + ID + "__9__abcdefgh",
            floats("m", "{\"value\": 1.0, \"ts\": 1.0}"));
    Path second =
        log(
            "offline",
            "run__" + ID + "__1__bbbbbbbb",
            floats("m", "{\"value\": 2.0, \"ts\": 2.0}"));
    String metadata = "{\"mode\": \"offline\", \"containerId\": \"" + ID + "\", \"createdAt\": \"";
    Files.writeString(first.resolve("metadata.json"), metadata + "2023-01-01T00:00:00+00:00\"}");
    Files.writeString(second.resolve("metadata.json"), metadata + "2023-01-02T00:00:00+00:00\"}");

    Place place = Place.read(folder);

    assertThat(place.runs()).hasSize(1);
    assertThat(place.points(RUN, "m")).containsExactly("0=1.0", "1=2.0");
  }

  @Test
  void logsAreReadInTheOrderOfTheirNumbers() throws Exception {
    Path run =
        log(
            "offline",
            "run__" + ID + "__9__abcdefgh",
            floats("m", "{\"value\": 1.0, \"ts\": 1.0}"));
    Files.copy(run.resolve("data-1.log"), run.resolve("data-200.log"));
    Files.writeString(
        run.resolve("data-30.log"),
        Files.readString(run.resolve("data-1.log")).replace("1.0, \"ts\"", "5.0, \"ts\""));

    assertThat(Place.read(folder).points(RUN, "m")).containsExactly("0=1.0", "1=5.0", "2=1.0");
  }

  @Test
  void theUserSaysWhichProjectOfflineRunsBelongTo() throws Exception {
    log("offline", "run__" + ID + "__1__abcdefgh", floats("m", "{\"value\": 1.0, \"ts\": 1.0}"));

    Place place = Place.read(folder, "project", "team/vision");

    RecordedRun run = place.run("team/vision/" + ID);
    assertThat(run.run().project()).isEqualTo("team/vision");
    assertThat(run.lines()).anyMatch(each -> each.contains("\"identity\""));
    assertThat(Place.read(folder).run(RUN).lines())
        .noneMatch(each -> each.contains("\"identity\""));
  }

  @Test
  void filesInTheLogAreOpenedAndOthersAreNot() throws Exception {
    Place.unpack("neptune2-offline", folder);
    Place place = Place.read(folder);
    String id =
        place.runs().entrySet().stream()
            .filter(each -> "base".equals(each.getValue().run().name()))
            .findFirst()
            .orElseThrow()
            .getKey();

    assertThat(place.artifact(id, "model/card")).isEqualTo("# card");
    assertThat(place.artifact(id, "images/0.png")).contains("PNG");
    // Named by an absolute path: the log of someone else must not make this read any file.
    assertThat(place.artifact(id, "model/weights")).isNull();
    assertThat(place.run(id).tags().get("images/0.png")).contains("one pixel");
  }

  @Test
  void damageInALogIsSkippedToTheNextLine() throws Exception {
    Path run =
        log(
            "offline",
            "run__" + ID + "__1__abcdefgh",
            floats("m", "{\"value\": 1.0, \"ts\": 1.0}"),
            floats("m", "{\"value\": 2.0, \"ts\": 1.0}"),
            floats("m", "{\"value\": 3.0, \"ts\": 1.0}"));
    String text = Files.readString(run.resolve("data-1.log"));
    Files.writeString(run.resolve("data-1.log"), text.replaceFirst("2\\.0", "2.0.0"));

    Place place = Place.read(folder);

    assertThat(place.points(RUN, "m")).containsExactly("0=1.0", "1=3.0");
    assertThat(place.problems())
        .anyMatch(each -> each.kind() == Problem.Kind.CORRUPT && each.offset() > 0);
  }

  @Test
  void anyDamageIsAProblemAtMost() throws Exception {
    Place.unpack("neptune2-offline", folder);
    Path log;
    try (Stream<Path> walk = Files.walk(folder)) {
      log = walk.filter(each -> each.endsWith("data-1.log")).sorted().findFirst().orElseThrow();
    }
    byte[] whole = Files.readAllBytes(log);
    Random random = new Random(17);
    for (int round = 0; round < 60; round++) {
      byte[] bytes = whole.clone();
      for (int flips = 0; flips < 6; flips++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      Files.write(log, bytes);

      assertThat(Place.read(folder).runs()).hasSize(2);
    }
  }

  @Test
  void databasesThatWerePartlyUploadedSaySo() throws Exception {
    Place.unpack("neptune3-offline", folder);
    Path database;
    try (Stream<Path> walk = Files.walk(folder)) {
      database =
          walk.filter(each -> each.endsWith(OperationDatabase.FILE_NAME))
              .filter(each -> each.toString().contains("_root_"))
              .findFirst()
              .orElseThrow();
    }
    update(database, "DELETE FROM run_operations WHERE sequence_id BETWEEN 1 AND 5");
    update(
        database,
        "INSERT INTO operation_errors (timestamp, error_type, error_details, error_body,"
            + " sequence_id) VALUES (1, 'AttributeTooLong', 'details', '', 9)");

    Place place = Place.read(folder);

    assertThat(place.problems()).anyMatch(each -> each.reason().contains("before number 6"));
    assertThat(place.problems()).anyMatch(each -> each.reason().contains("AttributeTooLong"));
    assertThat(place.points("team/vision.models/root", "fine/acc")).isNotEmpty();
  }

  private static void update(Path database, String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void forksOfUnsyncedRunsGetTheirHistory() throws Exception {
    Place.unpack("neptune3-offline", folder);
    Place place = Place.read(folder);

    assertThat(place.points("team/vision.models/grandchild", "loss"))
        .containsExactly(
            "0=1.0",
            "1=0.5",
            "2=0.3333333333333333",
            "3=0.25",
            "4=0.2",
            "5=15.0",
            "6=16.0",
            "7=27.0",
            "8=28.0");
    assertThat(place.problems())
        .anyMatch(
            each ->
                each.reason().contains("never-seen")
                    && "team/vision.models/orphan".equals(each.runId()));
    assertThat(place.artifact("team/vision.models/root", "files/readme")).isEqualTo("# hello");
    assertThat(place.artifact("team/vision.models/child", "files/samples/0.txt"))
        .isEqualTo("sample");
    assertThat(place.artifact("team/vision.models/root", "weights"))
        .contains("\"COUNTING\",\"edges\":[0.0,1.0,2.5],\"values\":[3,4]")
        .contains("\"DENSITY\",\"edges\":[0.0,1.0,2.5],\"values\":[0.25,0.5]");
  }

  @Test
  void aDatabaseThatIsNoneIsNamed() throws Exception {
    Path run = Files.createDirectories(folder.resolve(".neptune/p_r_1"));
    Files.writeString(run.resolve(OperationDatabase.FILE_NAME), "not a database");

    Place place = Place.read(folder);

    assertThat(place.runs()).isEmpty();
    assertThat(place.problems()).singleElement().matches(p -> p.reason().contains("SQLite"));
  }

  @Test
  void treesOfOthersAreLeftToThem() throws Exception {
    NeptuneSourceFactory factory = new NeptuneSourceFactory();
    Path cometx = Files.createDirectories(folder.resolve("workspace/project/SAN-1"));
    Files.writeString(cometx.resolve("metrics.jsonl"), "{\"metricName\": \"loss\"}\n");
    Files.writeString(cometx.resolve("metadata.json"), "{\"cometDownloadVersion\": \"1\"}");
    Path logs = Files.createDirectories(folder.resolve("logs"));
    Files.writeString(logs.resolve("data-1.log"), "just a log\n");

    assertThat(factory.recognise(Folder.of(cometx))).isEqualTo(Recognition.NOTHING);
    assertThat(factory.recognise(Folder.of(logs))).isEqualTo(Recognition.NOTHING);
  }
}
