package dev.almanac.ingest.logs.dagshub;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.DocumentParams;
import dev.almanac.ingest.logs.facts.LogFiles;
import dev.almanac.ingest.logs.facts.PlainLog;
import dev.almanac.ingest.logs.facts.RowPoints;
import dev.almanac.ingest.logs.table.TableFormat;
import dev.almanac.ingest.logs.table.TableReader;
import dev.almanac.ingest.logs.table.TextStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What {@code dagshub_logger} writes: {@code metrics.csv} with a row a point, and {@code
 * params.yml}. The header is the evidence. Times are milliseconds since the epoch.
 */
public final class DagsHubFormat implements LogFormat {

  private static final String METRICS = "metrics.csv";
  private static final String PARAMS = "params.yml";
  private static final String HEADER = "Name,Value,Timestamp,Step";
  private static final int NAME = 0;
  private static final int VALUE = 1;
  private static final int TIME = 2;
  private static final int STEP = 3;
  private static final long MICROS_A_MILLI = 1_000;
  private static final int RAW = 200;

  /** Creates the format. */
  public DagsHubFormat() {}

  @Override
  public String tracker() {
    return "dagshub";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.METRIC_HISTORY, Capability.METRIC_DEFINITIONS, Capability.PARAMS);
  }

  @Override
  public String tried() {
    return "files as the client's source writes them";
  }

  @Override
  public List<Log> find(LogFolder folder) {
    boolean isOurs =
        folder.hasFile(METRICS)
            && LogFiles.head(folder.resolve(METRICS), 64).replace("\"", "").startsWith(HEADER);
    if (!isOurs) {
      return List.of();
    }
    Path metrics = folder.resolve(METRICS);
    Path params = folder.resolve(PARAMS);
    return List.of(
        new PlainLog(folder.path(), List.of(metrics, params), out -> read(metrics, params, out)));
  }

  private static void read(Path metrics, Path params, RunLog out) throws IOException {
    new DocumentParams(out, ".", ParamOrigin.LOGGED).all(LogFiles.yaml(params, out));
    RowPoints points = new RowPoints(out, MetricKind.METRIC, StepKind.STEP);
    try (TextStream.Opened opened = TextStream.open(metrics)) {
      TableReader reader =
          new TableReader(opened.input(), TableFormat.delimited(','), opened.skipped());
      while (reader.next()) {
        if (!reader.isComplete()) {
          tell(Problem.Kind.TRUNCATED, "The last row is still being written", metrics, reader, out);
        } else if (reader.cells() == 4) {
          row(reader, points, metrics, out);
        } else {
          tell(Problem.Kind.CORRUPT, "A row has not four cells", metrics, reader, out);
        }
      }
    }
    points.tellLeftOut(metrics);
  }

  private static void row(TableReader reader, RowPoints points, Path file, RunLog out) {
    String name = reader.text(NAME);
    long bits = reader.bits(VALUE);
    if (bits == TableReader.TEXT && name.equals("Name")) {
      return;
    }
    long millis = reader.whole(TIME);
    long step = reader.whole(STEP);
    if (step == TableReader.NO_WHOLE) {
      tell(Problem.Kind.CORRUPT, "A row has no step", file, reader, out);
      return;
    }
    boolean hasTime =
        millis != TableReader.NO_WHOLE && Math.abs(millis) < Long.MAX_VALUE / MICROS_A_MILLI;
    long micros = hasTime ? millis * MICROS_A_MILLI : RunSink.NO_TIME;
    if (bits == TableReader.TEXT || bits == TableReader.MISSING) {
      points.leaveOut(Problem.Kind.UNSUPPORTED, name, reader.text(VALUE));
    } else {
      points.number(name, step, micros, Double.longBitsToDouble(bits));
    }
  }

  private static void tell(
      Problem.Kind kind, String reason, Path file, TableReader reader, RunLog out) {
    out.problem(kind, file, reader.offset(), reason, reader.raw(RAW));
  }
}
