package dev.almanac.ingest.logs.sb3;

import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.IsoTimes;
import dev.almanac.ingest.logs.facts.RowPoints;
import dev.almanac.ingest.logs.table.TableFormat;
import dev.almanac.ingest.logs.table.TableReader;
import dev.almanac.ingest.logs.table.TextStream;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a monitor: a row an episode, with its reward {@code r}, its length {@code l} and the
 * seconds {@code t} since {@code t_start} at its end. The step is the sum of the lengths. Not safe
 * for use by several threads.
 */
final class Monitor {

  private static final int RAW = 200;
  private static final String LENGTH = "l";
  private static final String TIME = "t";

  private final Path file;
  private final String prefix;
  private final RunLog out;
  private final RowPoints points;
  private double began = Double.NaN;
  private List<String> names = List.of();
  private long steps;

  Monitor(Path file, String prefix, RunLog out) {
    this.file = file;
    this.prefix = prefix;
    this.out = out;
    this.points = new RowPoints(out, MetricKind.METRIC, StepKind.ENV_STEP);
  }

  void read() throws IOException {
    try (TextStream.Opened opened = TextStream.open(file)) {
      TableReader reader =
          new TableReader(opened.input(), TableFormat.delimited(','), opened.skipped());
      while (reader.next()) {
        if (reader.raw(1).equals("#")) {
          comment(reader);
          continue;
        }
        if (!reader.isComplete()) {
          tell(Problem.Kind.TRUNCATED, "The last row is still being written", reader);
          continue;
        }
        if (names.isEmpty()) {
          names = names(reader);
        } else if (reader.cells() == names.size()) {
          row(reader);
        } else {
          tell(Problem.Kind.CORRUPT, "A row has not the cells of the header", reader);
        }
      }
    }
    points.tellLeftOut(file);
  }

  /** A monitor that is appended to begins with its comment and header again. */
  private void comment(TableReader reader) {
    try {
      JsonValue comment = JsonText.parse(reader.raw(1 << 16).substring(1));
      Double start = comment.get("t_start").number();
      began = start == null ? Double.NaN : start;
      out.startedAt(IsoTimes.instant(start));
      String environment = comment.get("env_id").text();
      if (environment != null) {
        out.tag("env_id", environment);
      }
      names = List.of();
    } catch (IOException malformed) {
      boolean isLive = !reader.isComplete();
      tell(
          isLive ? Problem.Kind.TRUNCATED : Problem.Kind.CORRUPT,
          "The comment is not JSON",
          reader);
    }
  }

  private static List<String> names(TableReader reader) {
    List<String> names = new ArrayList<>();
    for (int cell = 0; cell < reader.cells(); cell++) {
      names.add(reader.text(cell));
    }
    return names;
  }

  private void row(TableReader reader) {
    int lengthCell = names.indexOf(LENGTH);
    int timeCell = names.indexOf(TIME);
    if (lengthCell >= 0) {
      long length = reader.whole(lengthCell);
      if (length == TableReader.NO_WHOLE) {
        if (!names.equals(names(reader))) {
          tell(Problem.Kind.CORRUPT, "An episode has no length", reader);
        }
        return;
      }
      steps += length;
    }
    long bits = timeCell < 0 ? TableReader.MISSING : reader.bits(timeCell);
    boolean hasTime = bits != TableReader.MISSING && bits != TableReader.TEXT;
    long micros =
        hasTime && !Double.isNaN(began)
            ? IsoTimes.micros(began + Double.longBitsToDouble(bits))
            : RunSink.NO_TIME;
    for (int cell = 0; cell < names.size(); cell++) {
      String key = prefix + names.get(cell);
      long value = reader.bits(cell);
      if (value == TableReader.TEXT) {
        points.text(key, steps, micros, reader.text(cell));
      } else if (value != TableReader.MISSING) {
        points.number(key, steps, micros, Double.longBitsToDouble(value));
      }
    }
  }

  private void tell(Problem.Kind kind, String reason, TableReader reader) {
    out.problem(kind, file, reader.offset(), reason, reader.raw(RAW));
  }
}
