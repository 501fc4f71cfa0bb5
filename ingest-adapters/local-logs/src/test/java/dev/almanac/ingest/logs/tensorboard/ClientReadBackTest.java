package dev.almanac.ingest.logs.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.logs.LocalLogsSourceFactory;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.RecordedRun.Point;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares what is read with what TensorBoard's own EventAccumulator reads: {@code client.jsonl} of
 * each case, point by point.
 */
class ClientReadBackTest {

  /**
   * Where the client is wrong, or reads something else: it throws two writers of one folder
   * together, reads copies as more points, and counts Lightning's placeholder.
   */
  private static final Set<String> NOT_ALIKE = Set.of("workers loss", "copied loss");

  @TempDir private Path folder = Path.of("");

  @TestFactory
  Stream<DynamicTest> everyPointThatTheClientReadsIsRead() {
    return RecordedCase.in(Path.of("src/test/resources/cases/tensorboard")).stream()
        .map(recorded -> DynamicTest.dynamicTest(recorded.name(), () -> compare(recorded)));
  }

  private void compare(RecordedCase recorded) throws IOException {
    Path input = recorded.copyTo(Files.createDirectories(folder.resolve(recorded.name())));
    Map<String, RecordedRun> runs =
        Sources.readAll(new LocalLogsSourceFactory(), input).get(0).runs().runs();
    int compared = 0;
    for (String line : Files.readAllLines(recorded.folder().resolve("client.jsonl"))) {
      JsonValue row = JsonText.parse(line);
      String place = row.get("folder").asText();
      String tag = row.get("tag").asText();
      if (!NOT_ALIKE.contains(place + " " + tag) && !isPlaceholder(row)) {
        RecordedRun run = runOf(runs, place);
        String key = key(run, place, tag);
        assertThat(run.points(key)).as(line).isEqualTo(points(row.get("points")));
        if (place.equals("purged")) {
          assertThat(run.effectivePoints(key)).as(line).isEqualTo(points(row.get("effective")));
        }
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }

  private static boolean isPlaceholder(JsonValue row) {
    return row.get("tag").asText().equals("hp_metric");
  }

  private static RecordedRun runOf(Map<String, RecordedRun> runs, String place) {
    RecordedRun own = runs.get(place);
    if (own != null) {
      return own;
    }
    String around = place.substring(0, place.lastIndexOf('/'));
    RecordedRun above = runs.getOrDefault(around, runs.get(around.replaceFirst("/[^/]*$", "")));
    assertThat(above).as("a run for " + place + " among " + runs.keySet()).isNotNull();
    return above;
  }

  /** Returns the name of a tag of a folder that is part of a run. */
  private static String key(RecordedRun run, String place, String tag) {
    String child = place.substring(place.lastIndexOf('/') + 1);
    List<String> candidates = new ArrayList<>();
    if (!run.run().runId().equals(place)) {
      candidates.add(child + "/" + tag);
      candidates.add(tag + "/" + child);
      String series = tag.replace('/', '_') + "_";
      if (child.startsWith(series)) {
        candidates.add(tag + "/" + child.substring(series.length()));
      }
    }
    candidates.add(tag);
    return candidates.stream()
        .filter(candidate -> !run.points(candidate).isEmpty())
        .findFirst()
        .orElse(tag);
  }

  private static List<Point> points(JsonValue rows) {
    List<Point> points = new ArrayList<>();
    for (JsonValue row : rows.elements()) {
      List<JsonValue> fields = row.elements();
      String value = fields.get(2).asText();
      points.add(
          new Point(
              Long.parseLong(fields.get(0).asText()),
              Long.parseLong(fields.get(1).asText()),
              real(value)));
    }
    return points;
  }

  private static double real(String value) {
    return switch (value) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(value);
    };
  }
}
