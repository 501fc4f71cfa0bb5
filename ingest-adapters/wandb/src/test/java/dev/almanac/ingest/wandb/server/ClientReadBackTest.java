package dev.almanac.ingest.wandb.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.RecordedRuns;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read is what the script logged, and what the real client reads back. */
class ClientReadBackTest {

  private static final Path CASE = Path.of("src/test/resources/server-cases/client-0.31.0");

  private static JsonValue document(String name) throws IOException {
    try (InputStream input = new GZIPInputStream(Files.newInputStream(CASE.resolve(name)))) {
      return JsonText.parse(input.readAllBytes());
    }
  }

  private static RecordedRuns read(Path folder) throws IOException {
    new RecordedCase("case", CASE).copyTo(folder);
    RecordedRuns runs = new RecordedRuns();
    try (StandInServer server = new StandInServer(folder, 0)) {
      URI uri = URI.create("wandb://127.0.0.1:" + server.uri().getPort() + "/team");
      for (SourceSpec spec : WandbServers.recognise(uri, StandInFactory.options())) {
        try (RunSource source = WandbServers.open(spec)) {
          source.read(source.list().runs(), runs);
        }
      }
    }
    return runs;
  }

  private static String point(String key, long step, double value) {
    return key + " " + step + " " + value;
  }

  private static double value(JsonValue text) {
    String spelled = text.asText();
    return switch (spelled) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      // The client itself sends -0.0 as 0.
      case "-0.0" -> 0.0;
      default -> Double.parseDouble(spelled);
    };
  }

  @Test
  void everyPointIsTheOneLogged(@TempDir Path folder) throws IOException {
    RecordedRuns runs = read(folder);
    int count = 0;
    for (Map.Entry<String, JsonValue> logged : document("logged.json.gz").entries().entrySet()) {
      TreeSet<String> expected = new TreeSet<>();
      for (JsonValue row : logged.getValue().get("points").elements()) {
        Long step = row.get("step").integer();
        row.entries()
            .forEach(
                (key, value) -> {
                  if (!key.equals("step") && step != null) {
                    expected.add(point(key, step, value(value)));
                  }
                });
      }
      assertThat(points(runs.run(logged.getKey()))).as(logged.getKey()).isEqualTo(expected);
      count += expected.size();
    }
    assertThat(count).isGreaterThan(9_000);
    for (JsonValue run : document("client.json.gz").elements()) {
      TreeSet<String> expected = new TreeSet<>();
      for (JsonValue each : run.get("points").elements()) {
        Long step = each.elements().get(1).integer();
        expected.add(
            point(
                each.elements().get(0).asText(),
                step == null ? -1 : step,
                value(each.elements().get(2))));
      }
      TreeSet<String> read = points(runs.run(run.get("id").asText()));
      // The client hands truth values out as such; the script that read back took numbers only.
      read.removeIf(line -> line.startsWith("flag "));
      expected.removeIf(line -> line.startsWith("flag "));
      assertThat(read).as(run.get("id").asText()).isEqualTo(expected);
    }
  }

  private static TreeSet<String> points(RecordedRun run) {
    TreeSet<String> points = new TreeSet<>();
    run.allPoints()
        .forEach(
            (series, all) -> {
              if (series.startsWith("metric:")) {
                String key = series.substring("metric:".length());
                all.forEach(each -> points.add(point(key, each.step(), each.value())));
              }
            });
    return points;
  }
}
