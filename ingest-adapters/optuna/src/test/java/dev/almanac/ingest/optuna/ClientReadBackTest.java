package dev.almanac.ingest.optuna;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every trial is what Optuna itself reads back: state, values, curve, params, attributes, times.
 */
class ClientReadBackTest {

  @TestFactory
  Stream<DynamicTest> everyTrialIsWhatOptunaReadsBack(@TempDir Path folder) {
    return RecordedCase.in(Path.of("src/test/resources/cases")).stream()
        .map(
            recorded ->
                DynamicTest.dynamicTest(
                    recorded.name(),
                    () ->
                        compare(
                            recorded,
                            recorded.copyTo(
                                Files.createDirectories(folder.resolve(recorded.name()))))));
  }

  private static void compare(RecordedCase recorded, Path input) throws IOException {
    List<Sources.Reading> readings = Sources.readAll(new OptunaSourceFactory(), input);
    assertThat(readings).hasSize(1);
    Map<String, RecordedRun> runs = readings.get(0).runs().runs();
    List<String> lines = Files.readAllLines(recorded.folder().resolve("client.jsonl"));
    assertThat(runs).hasSameSizeAs(lines);
    for (String line : lines) {
      JsonValue trial = JsonText.parse(line);
      String id = trial.get("study").asText() + "/" + trial.get("number").asText();
      RecordedRun run = runs.get(id);
      assertThat(run).as(id).isNotNull();
      if (run != null) {
        compare(id, trial, run);
      }
    }
  }

  private static void compare(String id, JsonValue trial, RecordedRun run) {
    assertThat(run.run().status())
        .as(id)
        .isEqualTo(OptunaMapping.status(trial.get("state").asText()));
    assertThat(run.run().startedAt()).as(id).isEqualTo(instant(trial.get("started").text()));
    assertThat(run.run().endedAt()).as(id).isEqualTo(instant(trial.get("completed").text()));
    List<Double> values = new ArrayList<>();
    for (String key : List.of("value", "values_0", "error", "values_1", "size")) {
      run.points(key).forEach(point -> values.add(point.value()));
    }
    assertThat(values).as(id).isEqualTo(numbers(trial.get("values")));
    List<Double> curve = new ArrayList<>();
    run.points(OptunaMapping.INTERMEDIATE)
        .forEach(
            point -> {
              curve.add((double) point.step());
              curve.add(point.value());
            });
    List<Double> expected = new ArrayList<>();
    trial.get("intermediate").elements().forEach(pair -> expected.addAll(numbers(pair)));
    assertThat(curve).as(id).isEqualTo(expected);
    trial
        .get("params")
        .entries()
        .forEach(
            (key, value) ->
                assertThat(run.lines())
                    .as(id)
                    .anyMatch(
                        line ->
                            line.contains("\"fact\":\"param\",\"key\":\"" + key + "\"")
                                && line.contains("\"value\":" + value.toJson() + ",")));
    assertThat(run.paramCount()).as(id).isEqualTo(trial.get("params").entries().size());
    trial
        .get("user")
        .entries()
        .forEach(
            (key, value) ->
                assertThat(run.tags().get(key).replace(" ", ""))
                    .as(id)
                    .isEqualTo(value.asText().replace(" ", "")));
  }

  private static List<Double> numbers(JsonValue array) {
    List<Double> numbers = new ArrayList<>();
    array.elements().forEach(each -> numbers.add(each.number()));
    return numbers;
  }

  /** The recordings were made in UTC. */
  private static java.time.@Nullable Instant instant(@Nullable String iso) {
    if (iso == null) {
      return null;
    }
    return iso.contains("+") || iso.endsWith("Z")
        ? OffsetDateTime.parse(iso).toInstant()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
  }
}
