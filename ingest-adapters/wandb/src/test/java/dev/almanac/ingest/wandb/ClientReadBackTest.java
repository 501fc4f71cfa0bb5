package dev.almanac.ingest.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.testkit.RecordedCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares what is expected of each case with what wandb's own reader found in it. */
class ClientReadBackTest {

  static List<RecordedCase> cases() {
    return RecordedCase.in(Path.of("src/test/resources/cases"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyPointIsTheOneThatTheClientReads(RecordedCase recorded) throws IOException {
    Map<String, List<String>> client = points(recorded.folder().resolve("client.jsonl"));
    Map<String, List<String>> own = points(recorded.folder().resolve("expected.jsonl"));
    assertThat(client).isNotEmpty();
    if (recorded.name().equals("core-0.31.0")) {
      // The client's reader knows nothing of rewinds: five rows were withdrawn.
      withdraw(client, "rewind01 metric loss", 5, 10);
    }
    assertThat(own.keySet()).containsExactlyElementsOf(client.keySet());
    client.forEach((key, points) -> assertThat(own.get(key)).as(key).isEqualTo(points));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyParamIsTheOneThatTheClientReads(RecordedCase recorded) throws IOException {
    Map<String, String> client = params(recorded.folder().resolve("client.jsonl"));
    Map<String, String> own = params(recorded.folder().resolve("expected.jsonl"));
    assertThat(own).isEqualTo(client);
  }

  private static void withdraw(Map<String, List<String>> points, String key, int from, int to) {
    List<String> kept = new ArrayList<>(points.getOrDefault(key, List.of()));
    kept.subList(from, to).clear();
    points.put(key, kept);
  }

  private static Map<String, List<String>> points(Path file) throws IOException {
    Map<String, List<String>> found = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      JsonValue fact = JsonText.parse(line);
      if ("point".equals(fact.get("fact").text())) {
        String key =
            fact.get("run").text() + " " + fact.get("kind").text() + " " + fact.get("key").text();
        found
            .computeIfAbsent(key, absent -> new ArrayList<>())
            .add(
                fact.get("step").integer()
                    + " "
                    + fact.get("time").integer()
                    + " "
                    + value(fact.get("value").asText()));
      }
    }
    return found;
  }

  private static double value(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static Map<String, String> params(Path file) throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      JsonValue fact = JsonText.parse(line);
      if ("param".equals(fact.get("fact").text())) {
        Double number = fact.get("value").number();
        String value = number == null ? fact.get("value").asText() : number.toString();
        found.put(fact.get("run").text() + " " + fact.get("key").text(), value.replace(" ", ""));
      }
    }
    return found;
  }
}
