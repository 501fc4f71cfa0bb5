package dev.almanac.ingest.neptune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.testkit.AdapterUnderTest;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.Sources;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the recorded programs handed to the clients is what comes out, param by param, point by
 * point.
 */
final class ClientValuesTest implements AdapterUnderTest {

  @Override
  public RunSourceFactory factory() {
    return new NeptuneSourceFactory();
  }

  /** Reads each case and compares every line that its program noted. */
  @TestFactory
  Stream<DynamicTest> everythingLoggedComesOut() {
    return forEachCase(
        (recorded, input) -> {
          Map<String, RecordedRun> runs = new TreeMap<>();
          for (Sources.Reading reading : Sources.readAll(factory(), input)) {
            reading
                .runs()
                .runs()
                .values()
                .forEach(
                    run -> {
                      runs.put(run.run().trackerRunId(), run);
                      if (run.run().project().equals("offline")) {
                        runs.put(String.valueOf(run.run().name()), run);
                      }
                    });
          }
          Map<String, List<String>> wanted = new LinkedHashMap<>();
          int params = 0;
          for (String line : Files.readAllLines(recorded.folder().resolve("client.jsonl"))) {
            JsonValue fact = JsonText.parse(line.getBytes(StandardCharsets.UTF_8));
            RecordedRun run = runs.get(fact.get("run").asText());
            assertThat(run).as(line).isNotNull();
            if (fact.get("fact").asText().equals("param")) {
              params++;
              assertThat(run.lines())
                  .as(line)
                  .anyMatch(
                      each ->
                          each.contains(
                              "\"fact\":\"param\",\"key\":"
                                  + fact.get("key").toJson()
                                  + ",\"value\":"
                                  + fact.get("value").toJson()
                                  + ",\"type\":"
                                  + fact.get("type").toJson()));
            } else {
              wanted
                  .computeIfAbsent(
                      fact.get("run").asText() + " " + fact.get("key").asText(),
                      absent -> new ArrayList<>())
                  .add(point(fact));
            }
          }
          assertThat(params).isPositive();
          assertThat(wanted).isNotEmpty();
          wanted.forEach((series, points) -> compare(series, points, runs));
        });
  }

  private static void compare(String series, List<String> points, Map<String, RecordedRun> runs) {
    int space = series.indexOf(' ');
    String key = series.substring(space + 1);
    RecordedRun run = runs.get(series.substring(0, space));
    List<RecordedRun.Point> values = points(run, key);
    List<RecordedRun.Point> exact = points(run, key + SeriesDelivery.EXACT_STEP);
    List<String> found = new ArrayList<>();
    for (int index = 0; index < values.size(); index++) {
      RecordedRun.Point point = values.get(index);
      double step = exact.isEmpty() ? point.step() : exact.get(index).value();
      found.add(step + " " + point.timeMicros() + " " + point.value());
    }
    // A fork's inherited points come before its own.
    int inherited = found.size() - points.size();
    assertThat(inherited).as(series).isNotNegative();
    List<String> own = new ArrayList<>(found.subList(inherited, found.size()));
    Collections.sort(own);
    Collections.sort(points);
    assertThat(own).as(series).isEqualTo(points);
  }

  private static List<RecordedRun.Point> points(RecordedRun run, String key) {
    List<RecordedRun.Point> system =
        run.allPoints().entrySet().stream()
            .filter(each -> each.getKey().endsWith(key) && key.startsWith("monitoring/"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse(List.of());
    return system.isEmpty() ? run.points(key) : system;
  }

  private static String point(JsonValue fact) {
    double step = Double.parseDouble(fact.get("step").asText());
    double seconds = Double.parseDouble(fact.get("time").asText());
    String value = fact.get("value").asText();
    double number =
        switch (value) {
          case "nan" -> Double.NaN;
          case "inf" -> Double.POSITIVE_INFINITY;
          case "-inf" -> Double.NEGATIVE_INFINITY;
          default -> Double.parseDouble(value);
        };
    return step + " " + Math.round(seconds * 1e6) + " " + number;
  }
}
