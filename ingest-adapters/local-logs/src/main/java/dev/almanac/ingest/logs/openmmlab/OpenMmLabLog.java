package dev.almanac.ingest.logs.openmmlab;

import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.DocumentParams;
import dev.almanac.ingest.logs.facts.FlatRow;
import dev.almanac.ingest.logs.facts.FlatRows;
import dev.almanac.ingest.logs.facts.IsoTimes;
import dev.almanac.ingest.logs.facts.LogFiles;
import dev.almanac.ingest.logs.facts.RowPoints;
import dev.almanac.ingest.logs.table.JsonRows;
import dev.almanac.ingest.logs.table.TextStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One run of MMEngine or mmcv, with all its sessions in their order. */
final class OpenMmLabLog implements Log {

  private static final Pattern TIME =
      Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)_(\\d\\d)(\\d\\d)(\\d\\d)");
  private static final int MAX_CONFIG = 1 << 20;

  private final Path folder;
  private final List<Path> sessions;
  private final List<Path> configs;
  private final Set<Path> claimed;

  OpenMmLabLog(Path folder, List<Path> sessions, List<Path> configs, Set<Path> claimed) {
    this.folder = folder;
    this.sessions = sessions;
    this.configs = configs;
    this.claimed = claimed;
  }

  @Override
  public Role role() {
    return Role.RUN;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public List<Path> files() {
    List<Path> files = new ArrayList<>(sessions);
    files.addAll(configs);
    return files;
  }

  @Override
  public Set<Path> claimed() {
    return claimed;
  }

  /** JSON holds doubles, an event file floats. */
  @Override
  public boolean isExact() {
    return true;
  }

  @Override
  public void read(RunLog out) throws IOException {
    Matcher time = TIME.matcher(sessions.get(0).toString());
    String began = null;
    while (time.find()) {
      began =
          "%s-%s-%sT%s:%s:%s"
              .formatted(
                  time.group(1),
                  time.group(2),
                  time.group(3),
                  time.group(4),
                  time.group(5),
                  time.group(6));
    }
    out.startedAt(IsoTimes.instant(began, out.zone()));
    for (int i = configs.size() - 1; i >= 0; i--) {
      if (Files.exists(configs.get(i))) {
        config(LogFiles.head(configs.get(i), MAX_CONFIG), out);
      }
    }
    RowPoints train = points(StepKind.ITERATION, out);
    RowPoints epochs = points(StepKind.EPOCH, out);
    for (Path session : sessions) {
      try {
        boolean isOld = session.getFileName().toString().endsWith(".log.json");
        long length = isOld ? epochLength(session) : 0;
        for (boolean isValidation : new boolean[] {false, true}) {
          Rows rows = new Rows(isOld, length, isValidation, out);
          new FlatRows(session, out, isValidation ? epochs : train, rows).json(0);
        }
      } catch (IOException unreadable) {
        LogFiles.tell(session, unreadable, out);
      }
    }
  }

  /** A session that was resumed from a checkpoint goes back to it. */
  private static RowPoints points(StepKind kind, RunLog out) {
    return new RowPoints(out, MetricKind.METRIC, kind).restarting(RowPoints.Restart.BELOW);
  }

  private static void config(String source, RunLog out) {
    DocumentParams params = new DocumentParams(out, ".", ParamOrigin.CONFIG);
    PythonConfig.assignments(source).forEach(params::put);
  }

  /**
   * In mmcv an iteration counts within its epoch unless the runner counts iterations; then epochs
   * go up and iterations do not fall.
   *
   * @return the greatest iteration of an epoch, or 0 if iterations count from the beginning
   */
  private static long epochLength(Path file) throws IOException {
    long longest = 0;
    long last = 0;
    boolean falls = false;
    FlatRow row = new FlatRow();
    try (TextStream.Opened opened = TextStream.open(file)) {
      JsonRows rows = new JsonRows(opened.input(), 0);
      while (rows.next()) {
        row.clear();
        try {
          rows.leaves("/", row);
        } catch (IOException foreign) {
          continue; // Is reported when the line is read for its points.
        }
        if ("train".equals(row.text("mode"))) {
          long iteration = row.whole("iter", 0);
          falls |= iteration <= last;
          last = iteration;
          longest = Math.max(longest, iteration);
        }
      }
    }
    return falls ? longest : 0;
  }

  /** What the lines of a session mean; one pass takes training, another validation. */
  private static final class Rows implements FlatRow.Meaning {
    private final boolean isOld;
    private final long epochLength;
    private final boolean isValidation;
    private final RunLog out;

    Rows(boolean isOld, long epochLength, boolean isValidation, RunLog out) {
      this.isOld = isOld;
      this.epochLength = epochLength;
      this.isValidation = isValidation;
      this.out = out;
    }

    @Override
    public boolean isPoints(FlatRow row) {
      if (isOld && !row.has("mode")) {
        header(row);
        return false;
      }
      boolean isOfValidation = isOld ? !"train".equals(row.text("mode")) : !row.has("iter");
      return isOfValidation == isValidation;
    }

    private void header(FlatRow row) {
      if (row.text("config") != null) {
        config(String.valueOf(row.text("config")), out);
      }
      if (row.text("env_info") != null) {
        for (String line : String.valueOf(row.text("env_info")).split("\n", -1)) {
          int colon = line.indexOf(": ");
          if (colon > 0) {
            out.environment("system", line.substring(0, colon), line.substring(colon + 2));
          }
        }
      }
      if (row.text("exp_name") != null) {
        out.tag("exp_name", String.valueOf(row.text("exp_name")));
      }
      Double seed = row.number("seed");
      if (seed != null) {
        out.param("seed", Long.toString(seed.longValue()), ParamOrigin.LOGGED);
      }
    }

    @Override
    public long step(FlatRow row) {
      if (!isOld) {
        return row.whole("step", 0);
      }
      if (isValidation) {
        return row.whole("epoch", row.whole("iter", 0));
      }
      long epoch = row.whole("epoch", 1);
      return epochLength == 0
          ? row.whole("iter", 0)
          : (epoch - 1) * epochLength + row.whole("iter", 0);
    }

    @Override
    public long micros(FlatRow row) {
      return RunSink.NO_TIME;
    }

    @Override
    public @Nullable String key(String path, FlatRow row) {
      if (path.equals("mode") || path.equals("step") && !isOld) {
        return null;
      }
      if (isOld) {
        return row.text("mode") + "/" + path;
      }
      boolean isTiming = path.equals("time") || path.equals("data_time");
      return isValidation && isTiming ? "val/" + path : path;
    }
  }
}
