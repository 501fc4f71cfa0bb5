package dev.almanac.ingest.logs.mlperf;

import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.DocumentParams;
import dev.almanac.ingest.logs.facts.RowPoints;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.FileTexts;
import dev.almanac.ingest.read.text.LineReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * One result log. A value at a point in time whose metadata counts steps, samples or epochs is a
 * point of a metric; any other value was set once, and is a param, or a tag if it tells of the
 * submission. Times are milliseconds since the epoch.
 */
final class MlPerfLog implements Log {

  static final String MARKER = ":::MLLOG";

  private static final String SUBMISSION = "submission_";
  private static final int MAX_LINE = 1 << 20;

  /** What counts, best first; which of them a benchmark uses depends on its rules. */
  private static final List<String> COUNTERS =
      List.of("step_num", "iteration", "samples_count", "epoch_num", "epoch_count");

  private final Path folder;
  private final String name;

  MlPerfLog(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  @Override
  public Role role() {
    return Role.PART;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public String part() {
    return name;
  }

  @Override
  public List<Path> files() {
    return List.of(folder.resolve(name));
  }

  @Override
  public boolean tellsTimes() {
    return true;
  }

  @Override
  public void read(RunLog out) throws IOException {
    Path file = folder.resolve(name);
    Path group = folder.getFileName();
    out.groupName(group == null ? null : group.toString());
    RowPoints points = new RowPoints(out, MetricKind.METRIC, StepKind.UNKNOWN);
    RowPoints epochs = new RowPoints(out, MetricKind.METRIC, StepKind.EPOCH);
    try (InputStream input = new FileInputStream(file.toFile())) {
      LineReader lines = new LineReader(input, MAX_LINE);
      while (lines.next()) {
        String line = FileTexts.text(lines.copy(MAX_LINE));
        int at = line.indexOf(MARKER);
        if (at < 0) {
          continue;
        }
        try {
          event(JsonText.parse(line.substring(at + MARKER.length())), points, epochs, file, out);
        } catch (IOException malformed) {
          out.problem(
              lines.isComplete() ? Problem.Kind.CORRUPT : Problem.Kind.TRUNCATED,
              file,
              lines.offset(),
              "The line is not JSON: " + FileTexts.reason(malformed),
              line);
        }
      }
    }
    points.tellLeftOut(file);
    epochs.tellLeftOut(file);
  }

  private void event(JsonValue event, RowPoints points, RowPoints epochs, Path file, RunLog out) {
    String key = event.get("key").asText();
    Long millis = event.get("time_ms").integer();
    JsonValue value = event.get("value");
    JsonValue metadata = event.get("metadata");
    if (key.equals("run_start") && millis != null) {
      out.startedAt(Instant.ofEpochMilli(millis));
    } else if (key.equals("run_stop")) {
      out.endedAt(millis == null ? null : Instant.ofEpochMilli(millis));
      String status = metadata.get("status").text();
      out.status("success".equals(status) ? RunStatus.FINISHED : RunStatus.FAILED);
    }
    if (key.startsWith(SUBMISSION)) {
      out.tag(key, value.asText());
      if (key.equals("submission_benchmark")) {
        out.project(value.text(), value.text());
      }
      return;
    }
    if (!"POINT_IN_TIME".equals(event.get("event_type").text()) || value.isNull()) {
      return;
    }
    String counter =
        COUNTERS.stream()
            .filter(name -> metadata.get(name).number() != null)
            .findFirst()
            .orElse("");
    Double count = metadata.get(counter).number();
    if (count == null) {
      new DocumentParams(out, "/", ParamOrigin.LOGGED).put(key, value);
      return;
    }
    if (count != Math.rint(count)) {
      out.problem(
          Problem.Kind.ALTERED,
          file,
          -1,
          counter + " of " + key + " has a fraction that was cut off",
          metadata.get(counter).asText());
    }
    boolean isTime = millis != null && Math.abs(millis) < Long.MAX_VALUE / 1_000;
    long micros = millis != null && isTime ? millis * 1_000 : RunSink.NO_TIME;
    boolean isEpoch = counter.startsWith("epoch");
    (isEpoch ? epochs : points).value(key, value, count.longValue(), micros);
  }
}
