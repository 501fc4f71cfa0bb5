package dev.almanac.ingest.logs.clearml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.LogFiles;
import dev.almanac.ingest.logs.facts.RowPoints;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One offline session. Its metrics are lines, each a list of events; times are milliseconds since
 * the epoch.
 */
final class ClearMlLog implements Log {

  private static final int MAX_TASK = 16 << 20;

  /** The iteration that stands for "a single value" ({@code report_single_value}). */
  private static final long SINGLE = Integer.MIN_VALUE;

  private static final String SUMMARY = "Summary";

  /** The title under which the client reports what it samples of the machine. */
  private static final String MONITOR = ":monitor:";

  private final Path folder;
  private final String part;
  private final OfflineSession session;

  ClearMlLog(Path folder, String part, OfflineSession session) {
    this.folder = folder;
    this.part = part;
    this.session = session;
  }

  @Override
  public Role role() {
    return part.isEmpty() ? Role.RUN : Role.PART;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public String part() {
    return part;
  }

  @Override
  public List<Path> files() {
    return session.files();
  }

  @Override
  public boolean tellsTimes() {
    return true;
  }

  @Override
  public boolean isLive() {
    return !session.isArchive()
        && "in_progress"
            .equals(LogFiles.topText(session.place().resolve(ClearMlFormat.TASK), "status"));
  }

  @Override
  public void read(RunLog out) throws IOException {
    try (OfflineSession.Opened opened = session.open()) {
      if (opened.archive() != null) {
        for (String remark : opened.archive().remarks()) {
          out.problem(Problem.Kind.CORRUPT, session.place(), -1, remark, null);
        }
      }
      task(opened, out);
      metrics(opened, out);
    }
  }

  private static void task(OfflineSession.Opened opened, RunLog out) {
    try (InputStream input = opened.file(ClearMlFormat.TASK)) {
      if (input == null) {
        throw new IOException("it is not there");
      }
      byte[] content = input.readNBytes(MAX_TASK + 1);
      if (content.length > MAX_TASK) {
        throw new IOException("it is larger than " + MAX_TASK + " bytes");
      }
      new ClearMlTask(out).read(JsonText.parse(content));
    } catch (IOException unreadable) {
      out.problem(
          Problem.Kind.CORRUPT,
          opened.location(ClearMlFormat.TASK),
          -1,
          "Cannot read task.json: " + FileTexts.reason(unreadable),
          null);
    }
  }

  private static void metrics(OfflineSession.Opened opened, RunLog out) {
    Path location = opened.location(ClearMlFormat.METRICS);
    RowPoints points = new RowPoints(out, MetricKind.METRIC, StepKind.ITERATION);
    RowPoints system = new RowPoints(out, MetricKind.SYSTEM, StepKind.SECONDS);
    Map<String, Double> singles = new TreeMap<>();
    try (InputStream input = opened.file(ClearMlFormat.METRICS)) {
      if (input != null) {
        events(new BufferedInputStream(input), opened, points, system, singles, out);
      }
    } catch (IOException unreadable) {
      tell(Problem.Kind.CORRUPT, location, 0, unreadable, out);
    }
    points.tellLeftOut(location);
    system.tellLeftOut(location);
    singles.forEach((key, value) -> out.reported(MetricKind.METRIC, key, value));
  }

  /** An error at the very end of a folder's file is an event that is still being written. */
  private static void events(
      InputStream input,
      OfflineSession.Opened opened,
      RowPoints points,
      RowPoints system,
      Map<String, Double> singles,
      RunLog out)
      throws IOException {
    long events = 0;
    try (JsonParser parser = JsonText.factory().createParser(input)) {
      parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
      try {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
          if (token == JsonToken.START_OBJECT) {
            event(JsonText.read(parser), points, system, singles, out);
            events++;
          }
        }
      } catch (IOException malformed) {
        boolean isAtEnd =
            parser.releaseBuffered(OutputStream.nullOutputStream()) <= 0 && input.read() < 0;
        boolean isLive = isAtEnd && opened.archive() == null;
        tell(
            isLive ? Problem.Kind.TRUNCATED : Problem.Kind.CORRUPT,
            opened.location(ClearMlFormat.METRICS),
            events,
            malformed,
            out);
      }
    }
  }

  private static void tell(
      Problem.Kind kind, Path location, long events, IOException malformed, RunLog out) {
    out.problem(
        kind,
        location,
        events,
        "Cannot read metrics.jsonl behind event " + events + ": " + FileTexts.reason(malformed),
        null);
  }

  private static void event(
      JsonValue event,
      RowPoints points,
      RowPoints system,
      Map<String, Double> singles,
      RunLog out) {
    String title = event.get("metric").asText();
    String series = event.get("variant").asText();
    String key = title.equals(series) ? title : title + '/' + series;
    String type = event.get("type").asText();
    Long step = event.get("iter").integer();
    if (!type.equals("training_stats_scalar")) {
      artifact(event, key, type, step, out);
      return;
    }
    Double value = event.get("value").number();
    if (value != null && title.equals(SUMMARY) && step != null && step == SINGLE) {
      singles.put(series, value);
      return;
    }
    Long millis = event.get("timestamp").integer();
    boolean hasTime = millis != null && Math.abs(millis) < Long.MAX_VALUE / 1_000;
    boolean isSystem = title.startsWith(MONITOR);
    String ownKey = isSystem ? key.substring(MONITOR.length()) : key;
    (isSystem ? system : points)
        .value(
            ownKey,
            event.get("value"),
            step == null ? 0 : step,
            millis != null && hasTime ? millis * 1_000 : RunSink.NO_TIME);
  }

  /** Plots carry their data with them; images are files elsewhere. */
  private static void artifact(
      JsonValue event, String key, String type, @Nullable Long step, RunLog out) {
    String place = event.get("url").text();
    String kind =
        switch (type) {
          case "plot" -> "plot";
          case "training_debug_image" -> "image";
          default -> type;
        };
    out.artifact(new Artifact(key + "@" + step, kind, null, null, place));
  }
}
