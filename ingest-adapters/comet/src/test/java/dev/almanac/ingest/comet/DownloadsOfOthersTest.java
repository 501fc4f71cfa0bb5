package dev.almanac.ingest.comet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cometx downloads from W&B and Neptune, in the forms that its own code writes. */
class DownloadsOfOthersTest {

  @TempDir private Path folder;

  @Test
  void aRunOfNeptunesHasOnlyWhatItsPredecessorHasNot() throws IOException {
    neptune(1);
    neptune(2);
    neptune(3);
    Sources.Reading reading = Sources.readAll(new CometSourceFactory(), folder).get(0);
    assertThat(reading.runs().runs()).hasSize(3);
    for (int number = 1; number <= 3; number++) {
      RecordedRun run = reading.runs().runs().get("team/project/RUN-" + number);
      assertThat(run.run().name()).isEqualTo("RUN-" + number);
      assertThat(run.points("train/loss"))
          .containsExactly(new RecordedRun.Point(number, 1_795_719_486_561_000L, number));
      assertThat(run.paramCount()).isEqualTo(1);
      assertThat(run.tags()).containsOnlyKeys("final/acc").containsValue("0." + number);
    }
    assertThat(reading.runs().problems())
        .hasSize(2)
        .allMatch(problem -> problem.kind() == Problem.Kind.ALTERED)
        .allMatch(problem -> problem.reason().contains("is left out"));
  }

  @Test
  void aRunOfNeptunesWithoutItsPredecessorIsSaidToHoldOthers() throws IOException {
    neptune(2);
    Sources.Reading reading = Sources.readAll(new CometSourceFactory(), folder).get(0);
    RecordedRun run = reading.runs().runs().get("team/project/RUN-2");
    assertThat(run.points("train/loss")).hasSize(2);
    assertThat(reading.runs().problems())
        .anyMatch(problem -> problem.reason().contains("cannot be told from theirs"));
  }

  /** Writes the folder of the nth run as cometx does: with all that it wrote before. */
  private void neptune(int last) throws IOException {
    Path run = Files.createDirectories(folder.resolve("team/project/RUN-" + last));
    StringBuilder metrics = new StringBuilder();
    StringBuilder others = new StringBuilder();
    StringBuilder params = new StringBuilder();
    for (int number = 1; number <= last; number++) {
      metrics.append(point("train/loss", Integer.toString(number), number));
      others.append(row("final/acc", "\"0." + number + "\"")).append('\n');
      others.append(row("Name", "\"RUN-" + number + "\"")).append('\n');
      params.append(number == 1 ? "" : ", ").append(row("lr" + number, "0." + number));
    }
    Files.writeString(run.resolve("metrics.jsonl"), metrics);
    Files.writeString(run.resolve("others.jsonl"), others);
    Files.writeString(run.resolve("parameters.json"), "[" + params + "]\n");
    Files.writeString(run.resolve("metadata.json"), metadata("RUN-" + last));
  }

  @Test
  void aRunOfWandbsHasAFileForEachMetricAndItsConfigurationInOneParam() throws IOException {
    Path run = Files.createDirectories(folder.resolve("team/project/abc123de"));
    Files.createDirectories(run.resolve("metrics"));
    Files.createDirectories(run.resolve("run"));
    Files.writeString(
        run.resolve("metrics_summary.jsonl"),
        "{\"metric\": \"system.cpu\", \"count\": 0}\n{\"metric\": \"loss\", \"count\": 1}\n");
    Files.writeString(
        run.resolve("metrics/metric_00000.jsonl"),
        point("system/cpu", "12.5", 1) + point("system/cpu", "null", 2));
    Files.writeString(
        run.resolve("metrics/metric_00001.jsonl"),
        point("loss", "NaN", 0) + point("loss", "\"Infinity\"", 1) + point("loss", "0.25", 2));
    Files.writeString(
        run.resolve("parameters.json"),
        "[" + row("config", "{\"lr\": 0.1, \"net\": {\"width\": 8}, \"name\": \"x\"}") + "]");
    Files.writeString(
        run.resolve("others.jsonl"),
        row("Name", "\"nice-run\"")
            + "\n"
            + row("wandb_project", "\"project\"")
            + "\n"
            + row("wandb_runid", "\"abc123de\"")
            + "\n");
    Files.writeString(run.resolve("metadata.json"), metadata("nice-run"));
    Files.writeString(run.resolve("run/requirements.txt"), "numpy==2.0\n");

    Sources.Reading reading = Sources.readAll(new CometSourceFactory(), folder).get(0);

    RecordedRun read = reading.runs().runs().get("team/project/abc123de");
    assertThat(reading.runs().problems()).isEmpty();
    assertThat(read.points("loss"))
        .extracting(RecordedRun.Point::value)
        .containsExactly(Double.NaN, Double.POSITIVE_INFINITY, 0.25);
    assertThat(read.allPoints().get("system:system/cpu")).hasSize(1);
    assertThat(String.join("\n", read.lines()))
        .contains("\"key\":\"net|width\",\"value\":\"8\",\"type\":\"int\"")
        .contains("\"kind\":\"wandb\",\"value\":\"project/abc123de\"")
        .contains("\"key\":\"numpy\",\"value\":\"2.0\"");
  }

  private static String metadata(String name) {
    return "{\"experimentName\": \""
        + name
        + "\", \"userName\": \"someone\", \"projectName\": \"project\", \"workspaceName\": \"team\","
        + " \"filePath\": \"unknown\", \"fileName\": \"unknown\", \"cometDownloadVersion\": \"3.6.2\"}\n";
  }

  private static String row(String name, String value) {
    return "{\"name\": \""
        + name
        + "\", \"valueMax\": "
        + value
        + ", \"valueMin\": "
        + value
        + ", \"valueCurrent\": "
        + value
        + ", \"editable\": false}";
  }

  private static String point(String name, String value, int step) {
    return "{\"metricName\": \""
        + name
        + "\", \"metricValue\": "
        + value
        + ", \"timestamp\": 1795719486561, \"step\": "
        + step
        + ", \"epoch\": null, \"runContext\": null}\n";
  }
}
