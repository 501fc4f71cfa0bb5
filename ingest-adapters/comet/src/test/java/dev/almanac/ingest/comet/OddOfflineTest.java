package dev.almanac.ingest.comet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OddOfflineTest {

  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String EXPERIMENT =
      "{\"offline_id\":\""
          + KEY
          + "\",\"project_name\":\"p\",\"workspace\":\"w\",\"start_time\":1000,"
          + "\"stop_time\":2000,\"tags\":[]}";

  @TempDir private Path folder;

  @Test
  void oldWebSocketMessagesMayHoldAnythingTogether() throws IOException {
    RecordedRun run =
        read(
            EXPERIMENT,
            "{\"type\":\"ws_msg\",\"payload\":{\"context\":\"train\",\"local_timestamp\":5,"
                + "\"metric\":{\"metricName\":\"loss\",\"metricValue\":\"0.5\",\"step\":1},"
                + "\"param\":{\"paramName\":\"lr\",\"paramValue\":0.1},"
                + "\"log_other\":{\"key\":\"Name\",\"val\":\"old\"},"
                + "\"git_meta\":{\"parent\":\"abc\",\"origin\":\"https://u:p@h/r\"}}}\n"
                + "{\"type\":\"ws_msg\",\"payload\":{\"offset\":1,\"metric\":{\"metricName\":"
                + "\"acc\",\"metricValue\":1,\"step\":2}}}\n");
    assertThat(run.points("train_loss")).containsExactly(new RecordedRun.Point(1, 5_000, 0.5));
    assertThat(run.points("acc")).hasSize(1);
    assertThat(run.run().name()).isEqualTo("old");
    assertThat(String.join("\n", run.lines()))
        .contains("\"key\":\"train_lr\"")
        .contains("\"key\":\"commit\",\"value\":\"abc\"")
        .contains("https://h/r")
        .doesNotContain("u:p@");
  }

  @Test
  void falseWhereATextIsExpectedIsNone() throws IOException {
    RecordedRun run =
        read(
            "{\"offline_id\":\""
                + KEY
                + "\",\"project_name\":false,\"workspace\":null,"
                + "\"start_time\":1000,\"stop_time\":2000,\"tags\":[],\"mode\":\"create\"}",
            metric("a", "1", "1"));
    assertThat(run.run().project()).isEqualTo("general");
  }

  @Test
  void epochsStandInForMissingSteps() throws IOException {
    RecordedRun run =
        read(
            EXPERIMENT,
            "{\"payload\":{\"local_timestamp\":1,\"metric\":{\"epoch\":3,\"metricName\":\"e\","
                + "\"metricValue\":1,\"step\":null}},\"type\":\"metric_msg\"}\n");
    assertThat(run.points("e")).extracting(RecordedRun.Point::step).containsExactly(3L);
    assertThat(String.join("\n", run.lines())).contains("\"step_kind\":\"epoch\"");
  }

  @Test
  void secretVariablesAreHidden() throws IOException {
    RecordedRun run =
        read(
            EXPERIMENT,
            "{\"type\":\"system_details\",\"payload\":{\"env\":{\"AWS_SECRET_ACCESS_KEY\":\"s3cr3t\","
                + "\"LANG\":\"C\"},\"command\":[\"a\",\"b\"]}}\n");
    assertThat(String.join("\n", run.lines()))
        .doesNotContain("s3cr3t")
        .contains("\"key\":\"LANG\",\"value\":\"C\"")
        .contains("\"value\":\"a b\"");
  }

  @Test
  void damagedLinesCostThemselvesAndUnknownTypesAreSaid() throws IOException {
    Sources.Reading reading =
        reading(
            EXPERIMENT,
            metric("a", "1", "1")
                + "{broken\n"
                + "{\"type\":\"new_thing\",\"payload\":{}}\n"
                + "[1,2]\n"
                + "[".repeat(5_000)
                + "\n"
                + metric("a", "2", "99999999999999999999999")
                + metric("a", "\"text\"", "3")
                + metric("a", "4", "\"4\""));
    assertThat(reading.runs().runs().get(KEY).points("a"))
        .extracting(RecordedRun.Point::step)
        .containsExactly(1L, Long.MAX_VALUE, 4L);
    assertThat(reading.runs().problems())
        .extracting(Problem::kind)
        .containsExactlyInAnyOrder(
            Problem.Kind.CORRUPT,
            Problem.Kind.CORRUPT,
            Problem.Kind.CORRUPT,
            Problem.Kind.UNSUPPORTED,
            Problem.Kind.UNSUPPORTED,
            Problem.Kind.ALTERED);
  }

  @Test
  void filesOutsideAreNeverOpened() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
    Path unpacked = Files.createDirectory(folder.resolve("tmpx"));
    Files.createSymbolicLink(unpacked.resolve("link"), secret);
    Files.writeString(unpacked.resolve("experiment.json"), EXPERIMENT);
    Files.writeString(
        unpacked.resolve("messages.json"),
        file("../secret.txt") + file("link") + file("/etc/passwd"));
    Sources.Reading reading = Sources.readAll(new CometSourceFactory(), folder).get(0);
    assertThat(reading.runs().problems()).hasSize(3);
    try (RunSource source = new CometSourceFactory().open(reading.spec())) {
      assertThat(source.artifact(KEY, "f")).isNull();
    }
  }

  @Test
  void opensAssetsAndTextsOfAnArchive() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("experiment.json", EXPERIMENT.getBytes(StandardCharsets.UTF_8));
    files.put(
        "messages.json",
        (file("tmpblob")
                + "{\"type\":\"standard_output\",\"payload\":{\"output\":\"one \"}}\n"
                + "{\"type\":\"standard_output\",\"payload\":{\"output\":\"two\"}}\n")
            .getBytes(StandardCharsets.UTF_8));
    files.put("tmpblob", "blob".getBytes(StandardCharsets.UTF_8));
    ArchiveEdit.write(folder.resolve("any name.zip"), files);
    Sources.Reading reading = Sources.readAll(new CometSourceFactory(), folder).get(0);
    try (RunSource source = new CometSourceFactory().open(reading.spec())) {
      assertThat(text(source, "f")).isEqualTo("blob");
      assertThat(text(source, "run/output.txt")).isEqualTo("one two");
    }
  }

  @Test
  void aCopyOfAnArchiveIsReadOnceAndAnEmptyOneIsSaid() throws IOException {
    Path archive = folder.resolve(KEY + ".zip");
    ArchiveEdit.pack(archive, EXPERIMENT, metric("a", "1", "1"));
    Files.copy(archive, folder.resolve("copy.zip"));
    ArchiveEdit.write(folder.resolve("f" + KEY.substring(1) + ".zip"), Map.of());
    Sources.Reading reading = Sources.readAll(new CometSourceFactory(), folder).get(0);
    assertThat(reading.runs().runs()).hasSize(1);
    assertThat(reading.runs().runs().get(KEY).points("a")).hasSize(1);
    assertThat(reading.listing().problems())
        .extracting(Problem::kind)
        .containsExactlyInAnyOrder(Problem.Kind.ALTERED, Problem.Kind.TRUNCATED);
  }

  @Test
  void anyDamageToRealMessagesEndsInProblemsAndNothingElse() throws IOException {
    Path recorded = Path.of("src/test/resources/cases/offline-3.58.8/input/tmp/tmpunfinished");
    byte[] real = Files.readAllBytes(recorded.resolve("messages.json"));
    Path unpacked = Files.createDirectory(folder.resolve("run"));
    Files.writeString(unpacked.resolve("experiment.json"), EXPERIMENT);
    Random random = new Random(7);
    for (int round = 0; round < 400; round++) {
      byte[] damaged = real.clone();
      for (int change = random.nextInt(20); change >= 0; change--) {
        int at = random.nextInt(damaged.length);
        damaged[at] =
            random.nextBoolean()
                ? (byte) "{}[]\",:0-e\\\n".charAt(random.nextInt(12))
                : (byte) random.nextInt();
      }
      Files.write(unpacked.resolve("messages.json"), damaged);
      assertThatCode(() -> Sources.readAll(new CometSourceFactory(), folder))
          .doesNotThrowAnyException();
    }
  }

  private static String text(RunSource source, String path) throws IOException {
    try (InputStream content = source.artifact(KEY, path)) {
      assertThat(content).isNotNull();
      return content == null ? "" : new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String file(String member) {
    return "{\"type\":\"file_upload\",\"payload\":{\"file_path\":\""
        + member
        + "\",\"upload_type\":\"asset\",\"additional_params\":{\"fileName\":\"f\",\"assetId\":\"i\"}}}\n";
  }

  private static String metric(String name, String value, String step) {
    return "{\"payload\":{\"local_timestamp\":1,\"metric\":{\"epoch\":null,\"metricName\":\""
        + name
        + "\",\"metricValue\":"
        + value
        + ",\"step\":"
        + step
        + "}},\"type\":\"metric_msg\"}\n";
  }

  private RecordedRun read(String experiment, String messages) throws IOException {
    RecordedRun run = reading(experiment, messages).runs().runs().get(KEY);
    assertThat(run).isNotNull();
    return run;
  }

  private Sources.Reading reading(String experiment, String messages) throws IOException {
    ArchiveEdit.pack(folder.resolve(KEY + ".zip"), experiment, messages);
    List<Sources.Reading> readings = Sources.readAll(new CometSourceFactory(), folder);
    assertThat(readings).hasSize(1);
    return readings.get(0);
  }
}
