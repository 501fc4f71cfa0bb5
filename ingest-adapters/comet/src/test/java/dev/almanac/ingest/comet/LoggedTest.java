package dev.almanac.ingest.comet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.RunSourceFactory;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.testkit.AdapterUnderTest;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compares with what the recording script says that it logged: the independent oracle. */
class LoggedTest implements AdapterUnderTest {

  @Override
  public RunSourceFactory factory() {
    return new CometSourceFactory();
  }

  @TestFactory
  Stream<DynamicTest> whatWasLoggedIsDelivered() {
    return forEachCase(
        (recorded, input) -> {
          Path file = recorded.folder().resolve("logged.json");
          if (!Files.exists(file)) {
            return;
          }
          Map<String, RecordedRun> runs = Sources.readAll(factory(), input).get(0).runs().runs();
          JsonText.parse(Files.readAllBytes(file))
              .entries()
              .forEach((key, logged) -> compare(logged, runs.get(key)));
        });
  }

  private static void compare(JsonValue logged, RecordedRun run) {
    Map<String, List<String>> expected = new LinkedHashMap<>();
    for (JsonValue point : logged.get("points").elements()) {
      List<JsonValue> parts = point.elements();
      expected
          .computeIfAbsent(parts.get(0).asText(), absent -> new ArrayList<>())
          .add(parts.get(2).asText() + " " + parts.get(1).number());
    }
    expected.forEach(
        (name, points) ->
            assertThat(run.points(name))
                .as(name)
                .extracting(point -> point.step() + " " + point.value())
                .containsExactlyElementsOf(points));
    String all = String.join("\n", run.lines());
    logged
        .get("params")
        .entries()
        .forEach(
            (name, value) ->
                assertThat(all)
                    .contains(
                        "\"key\":\"" + name + "\",\"value\":\"" + value.asText() + "\",\"type\""));
    logged
        .get("others")
        .entries()
        .forEach((name, value) -> assertThat(run.tags()).containsEntry(name, value.asText()));
    logged.get("tags").elements().forEach(tag -> assertThat(run.tags()).containsKey(tag.asText()));
    assertThat(run.run().name()).isEqualTo(logged.get("name").text());
  }
}
