package dev.almanac.ingest.logs;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Compares what is read with what the libraries themselves held in memory while they wrote. */
class TablesReadBackTest {

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> pointsAreThoseThatTheLibraryHeld() {
    return RecordedCase.in(Path.of("src/test/resources/tables")).stream()
        .map(recorded -> DynamicTest.dynamicTest(recorded.name(), () -> compare(recorded)));
  }

  private void compare(RecordedCase recorded) throws IOException {
    Path input = recorded.copyTo(Files.createDirectory(folder.resolve(recorded.name())));
    Map<String, RecordedRun> runs = new TreeMap<>();
    for (Sources.Reading reading : Sources.readAll(new LocalLogsSourceFactory(), input)) {
      runs.putAll(reading.runs().runs());
    }
    Map<String, List<String>> expected = new TreeMap<>();
    for (String line : Files.readAllLines(recorded.folder().resolve("client.jsonl"))) {
      JsonValue point = JsonText.parse(line);
      expected
          .computeIfAbsent(
              point.get("run").asText() + " metric:" + point.get("key").asText(),
              absent -> new ArrayList<>())
          .add(point.get("step").integer() + "=" + rounded(point.get("value").number(), recorded));
    }
    assertThat(expected).isNotEmpty();
    expected.forEach(
        (series, points) -> {
          String[] names = series.split(" ", 2);
          RecordedRun run = runs.get(names[0]);
          assertThat(run).as("%s among %s", names[0], runs.keySet()).isNotNull();
          List<String> read = new ArrayList<>();
          for (RecordedRun.Point point : run.allPoints().getOrDefault(names[1], List.of())) {
            read.add(point.step() + "=" + rounded(point.value(), recorded));
          }
          assertThat(read).as(series).isEqualTo(points);
        });
  }

  /** CatBoost writes ten digits of what it holds; all others write all. */
  private static String rounded(Double value, RecordedCase recorded) {
    return recorded.name().equals("catboost") && value.doubleValue() == value
        ? "%.7g".formatted(value)
        : String.valueOf(value);
  }
}
