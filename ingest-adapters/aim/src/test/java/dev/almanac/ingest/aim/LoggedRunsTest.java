package dev.almanac.ingest.aim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every run is what was handed to Aim: experiment, params, and each point of each metric. */
class LoggedRunsTest {

  @Test
  void everyRunIsWhatWasLogged(@TempDir Path folder) throws IOException {
    for (RecordedCase recorded : RecordedCase.in(Path.of("src/test/resources/cases"))) {
      Path input = recorded.copyTo(Files.createDirectories(folder.resolve(recorded.name())));
      List<Sources.Reading> readings = Sources.readAll(new AimSourceFactory(), input);
      assertThat(readings).hasSize(1);
      Map<String, RecordedRun> runs = readings.get(0).runs().runs();
      List<String> lines = Files.readAllLines(recorded.folder().resolve("logged.jsonl"));
      assertThat(runs).hasSameSizeAs(lines);
      for (String line : lines) {
        JsonValue logged = JsonText.parse(line);
        RecordedRun run = runs.get(logged.get("hash").asText());
        assertThat(run).isNotNull();
        if (run != null) {
          compare(logged, run);
        }
      }
    }
  }

  private static void compare(JsonValue logged, RecordedRun run) {
    assertThat(run.run().project()).isEqualTo(logged.get("experiment").asText());
    assertThat(run.run().name()).isEqualTo(logged.get("name").asText());
    assertThat(run.run().deleted())
        .isEqualTo(logged.get("archived") instanceof JsonValue.Bool archived && archived.value());
    Map<String, List<String>> expected = new TreeMap<>();
    for (JsonValue point : logged.get("points").elements()) {
      String subset = point.elements().get(1).get("subset").text();
      String name = point.elements().get(0).asText();
      String key = subset == null ? name : name + "{subset=" + subset + "}";
      Double value = point.elements().get(3).number();
      expected
          .computeIfAbsent(key, absent -> new ArrayList<>())
          .add(point.elements().get(2).asText() + " " + value);
    }
    expected.forEach(
        (key, points) ->
            assertThat(run.points(key))
                .extracting(point -> point.step() + " " + point.value())
                .as(key)
                .containsExactlyElementsOf(points));
    JsonValue params = logged.get("params").get("hparams");
    assertThat(run.lines())
        .anyMatch(line -> line.contains("\"key\":\"hparams.layers\",\"value\":\"[16,32]\""))
        .anyMatch(line -> line.contains("\"key\":\"hparams.deep.a.b\",\"value\":\"true\""))
        .anyMatch(line -> line.contains("\"key\":\"hparams.deep.n\",\"value\":\"null\""));
    assertThat(run.lines())
        .filteredOn(line -> line.contains("\"key\":\"hparams.lr\""))
        .singleElement()
        .satisfies(
            line -> {
              String text = line.replaceAll(".*\"value\":\"([^\"]*)\".*", "$1");
              assertThat(Double.parseDouble(text)).isEqualTo(params.get("lr").number());
            });
  }
}
