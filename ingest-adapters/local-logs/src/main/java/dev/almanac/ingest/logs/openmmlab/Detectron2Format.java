package dev.almanac.ingest.logs.openmmlab;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.LogFolder;
import dev.almanac.ingest.logs.LogFormat;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.DocumentParams;
import dev.almanac.ingest.logs.facts.FlatRow;
import dev.almanac.ingest.logs.facts.FlatRows;
import dev.almanac.ingest.logs.facts.LogFiles;
import dev.almanac.ingest.logs.facts.RowPoints;
import dev.almanac.ingest.logs.table.TailCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Detectron2's {@code metrics.json}: JSON lines, each with an {@code iteration}; and {@code
 * config.yaml}. That many tools call a file so is why the first line is looked at.
 */
public final class Detectron2Format implements LogFormat {

  private static final String METRICS = "metrics.json";
  private static final String CONFIG = "config.yaml";
  private static final String STEP = "iteration";

  /** Creates the format. */
  public Detectron2Format() {}

  @Override
  public String tracker() {
    return "detectron2";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.METRIC_HISTORY, Capability.METRIC_DEFINITIONS, Capability.PARAMS);
  }

  @Override
  public String tried() {
    return "files as the source writes them";
  }

  @Override
  public List<Log> find(LogFolder folder) {
    boolean isOurs =
        folder.hasFile(METRICS) && FlatRows.first(folder.resolve(METRICS)).number(STEP) != null;
    return isOurs ? List.of(new Lines(folder.path())) : List.of();
  }

  /** One run; a run that was resumed goes on in the same file. */
  private record Lines(Path folder) implements Log {

    @Override
    public Role role() {
      return Role.RUN;
    }

    @Override
    public List<Path> files() {
      return List.of(folder.resolve(METRICS), folder.resolve(CONFIG));
    }

    /** JSON holds doubles, an event file floats. */
    @Override
    public boolean isExact() {
      return true;
    }

    @Override
    public void read(RunLog out) throws IOException {
      params(out);
      lines(0, Long.MIN_VALUE, out);
    }

    private void params(RunLog out) {
      new DocumentParams(out, ".", ParamOrigin.CONFIG)
          .all(LogFiles.yaml(folder.resolve(CONFIG), out));
    }

    private void lines(long offset, long step, RunLog out) throws IOException {
      RowPoints points =
          new RowPoints(out, MetricKind.METRIC, StepKind.ITERATION)
              .restarting(RowPoints.Restart.BELOW)
              .resumedAt(step);
      TailCursor cursor =
          new FlatRows(folder.resolve(METRICS), out, points, new Meaning()).json(offset);
      out.cursor(cursor.text());
    }

    @Override
    public boolean canResume(String cursor) throws IOException {
      TailCursor parsed = TailCursor.parse(cursor);
      return parsed != null && parsed.isStillIn(folder.resolve(METRICS));
    }

    @Override
    public void resume(String cursor, RunLog out) throws IOException {
      TailCursor parsed = TailCursor.parse(cursor);
      if (parsed == null) {
        throw new IOException("the cursor is not this log's");
      }
      params(out);
      lines(
          parsed.offset(),
          Long.parseLong(parsed.state().getOrDefault("step", "" + Long.MIN_VALUE)),
          out);
    }
  }

  private static final class Meaning implements FlatRow.Meaning {
    @Override
    public long step(FlatRow row) {
      return row.whole(STEP, 0);
    }

    @Override
    public long micros(FlatRow row) {
      return RunSink.NO_TIME;
    }

    @Override
    public @Nullable String key(String path, FlatRow row) {
      return path.equals(STEP) ? null : path;
    }
  }
}
