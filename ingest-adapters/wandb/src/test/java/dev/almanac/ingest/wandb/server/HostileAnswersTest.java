package dev.almanac.ingest.wandb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.model.Run;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.RecordedRuns;
import dev.almanac.ingest.wandb.DeliveredRun;
import dev.almanac.ingest.wandb.SweepDefinition;
import dev.almanac.ingest.wandb.WandbHistory;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever servers and files hold: rows, problems or an {@code IOException}, nothing else. */
class HostileAnswersTest {

  private static final String[] ROWS = {
    "{\"loss\":0.25,\"acc\":-1e-310,\"_step\":7,\"_timestamp\":1767225600.25,\"_runtime\":3}",
    "{ \"a b\" : 1 , \"\u00e9\\\"q\\u0041\\\\\":2.5e3, \"n\":null, \"_step\" : 8 }",
    "{\"big\":9007199254740993,\"t\":true,\"x\":NaN,\"y\":\"Infinity\",\"_step\":\"9\"}",
    "{\"nested\":{\"a\":[1,{\"b\":2}],\"c\":-0.0},\"word\":\"h]i}\",\"_step\":10.0}",
    "{}",
  };

  private static String answer(boolean texts) {
    StringBuilder answer = new StringBuilder("{\"data\":{\"project\":{\"run\":{\"history\":[");
    String separator = "";
    for (String row : ROWS) {
      answer.append(separator).append(texts ? new JsonValue.Text(row).toJson() : row);
      separator = ", ";
    }
    return answer.append("]}}}}").toString();
  }

  private static RecordedRuns read(byte[] answer) throws IOException {
    RecordedRuns runs = new RecordedRuns();
    int handle = runs.begin(Run.builder("r", "wandb", "p", "e/p").build());
    DeliveredRun run = new DeliveredRun(runs, handle, "r", "here");
    HistoryRows rows = new HistoryRows(run, new WandbHistory(run));
    AnswerRows found = new AnswerRows(answer, "history");
    while (found.next()) {
      rows.row(answer, found.start(), found.end());
    }
    found.withoutRows();
    return runs;
  }

  @Test
  void rowsAsTextsAndAsObjectsAreTheSame() throws IOException {
    RecordedRuns texts = read(answer(true).getBytes(StandardCharsets.UTF_8));
    RecordedRuns objects = read(answer(false).getBytes(StandardCharsets.UTF_8));
    assertThat(texts.run("r").lines()).isEqualTo(objects.run("r").lines());
    RecordedRun run = texts.run("r");
    assertThat(run.points("loss"))
        .containsExactly(new RecordedRun.Point(7, 1_767_225_600_250_000L, 0.25));
    assertThat(run.points("acc").get(0).value()).isEqualTo(-1e-310);
    assertThat(run.points("\u00e9\"qA\\").get(0).value()).isEqualTo(2_500);
    assertThat(run.points("y").get(0).step()).isEqualTo(9);
    assertThat(run.points("nested.c")).hasSize(1);
    assertThat(run.allPoints()).doesNotContainKey("metric:n");
  }

  @Test
  void plainRowsAreReadAsAParserReadsThem() throws IOException {
    Random random = new Random(11);
    for (int round = 0; round < 3_000; round++) {
      double value =
          switch (round % 3) {
            case 0 -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
            case 1 -> random.nextInt();
            default -> Double.longBitsToDouble(random.nextLong());
          };
      if (Double.isFinite(value)) {
        String row = "{\"v\":" + value + ",\"_step\":" + round + "}";
        String text = "{\"history\":[" + new JsonValue.Text(row).toJson() + "]}";
        RecordedRun run = read(text.getBytes(StandardCharsets.UTF_8)).run("r");
        assertThat(run.points("v").get(0).value()).isEqualTo(value);
        assertThat(run.points("v").get(0).step()).isEqualTo(round);
      }
    }
  }

  @Test
  void mutatedAnswersAreReadOrRefused() {
    Random random = new Random(12);
    byte[] signs = "{}[]\",:\\ 0-eN".getBytes(StandardCharsets.US_ASCII);
    for (int round = 0; round < 5_000; round++) {
      byte[] answer = answer(random.nextBoolean()).getBytes(StandardCharsets.UTF_8);
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        answer[random.nextInt(answer.length)] =
            random.nextBoolean() ? signs[random.nextInt(signs.length)] : (byte) random.nextInt(256);
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(answer.length) : answer.length;
      try {
        read(java.util.Arrays.copyOf(answer, length));
      } catch (IOException refused) {
        assertThat(refused).isNotNull();
      }
    }
  }

  @Test
  void mutatedNetrcAndSettingsAreReadOrRefused(@TempDir Path home) throws IOException {
    String netrc =
        "machine api.wandb.ai\n  login user\n  password k1\ndefault login x password y\n";
    String settings = "[default]\nbase_url = https://w.example.org:8080/\nentity = team\n";
    Path file = home.resolve(".netrc");
    Path other = Files.createDirectories(home.resolve(".config/wandb")).resolve("settings");
    WandbKeys keys = new WandbKeys(Map.of(), home);
    URI cloud = URI.create("https://api.wandb.ai");
    Random random = new Random(13);
    for (int round = 0; round < 500; round++) {
      Files.write(file, mutated(netrc, random));
      Files.write(other, mutated(settings, random));
      try {
        keys.authorization(cloud, SourceOptions.NONE);
        assertThat(keys.defaultServer().getHost()).isNotNull();
      } catch (IOException refused) {
        assertThat(refused).hasMessageContaining("Cannot use the W&B server");
      }
    }
    Files.writeString(other, "base_url = http://secret word@\n");
    assertThatThrownBy(keys::defaultServer).hasMessageNotContaining("secret");
  }

  @Test
  void mutatedSweepsAreReadOrRefused() {
    String sweep =
        "method: bayes\nname: &n tune\nmetric: {name: val/loss, goal: minimize}\n"
            + "parameters:\n  lr: {distribution: log_uniform, min: -9.2, max: 0}\n"
            + "  opt: {values: [adam, \"1\", 2.50, null, true]}\n  b: *n\n"
            + "  model:\n    parameters:\n      deep: {min: 1, max: 64}\n";
    Random random = new Random(14);
    for (int round = 0; round < 5_000; round++) {
      try {
        SweepDefinition.parse(new String(mutated(sweep, random), StandardCharsets.UTF_8));
      } catch (IOException refused) {
        assertThat(refused).isNotNull();
      }
    }
  }

  @Test
  void aDeepRowIsAProblemAndTheOthersGoIn() throws IOException {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    String answer =
        "{\"history\":[\"{\\\"d\\\":" + deep + "}\",\"{\\\"loss\\\":1,\\\"_step\\\":1}\"]}";
    RecordedRuns runs = read(answer.getBytes(StandardCharsets.UTF_8));
    assertThat(runs.run("r").points("loss")).hasSize(1);
    assertThat(runs.problems()).hasSize(1);
    assertThat(JsonText.MAX_DEPTH).isLessThan(1_000);
  }

  private static byte[] mutated(String text, Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = random.nextInt(5); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(random.nextBoolean() ? 128 : 256);
    }
    return bytes;
  }
}
