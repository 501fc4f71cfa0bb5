package dev.almanac.ingest.logs.ray;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.FlatRow;
import dev.almanac.ingest.logs.facts.FlatRows;
import dev.almanac.ingest.logs.facts.IsoTimes;
import dev.almanac.ingest.model.RunStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a result of a trial means: the step is {@code training_iteration}, the time {@code
 * timestamp} (seconds). Keys that Ray adds to name the trial are facts of the run, not metrics.
 */
final class RayRows implements FlatRow.Meaning {

  private static final String ITERATION = "training_iteration";
  private static final String TIMESTAMP = "timestamp";
  private static final String CONFIG = "config/";

  private static final Set<String> NO_METRICS =
      Set.of(
          ITERATION,
          TIMESTAMP,
          "config",
          "trial_id",
          "experiment_id",
          "date",
          "hostname",
          "node_ip",
          "pid",
          "experiment_tag",
          "done",
          "should_checkpoint",
          "checkpoint_dir_name",
          "trial_name",
          "warmup_time");

  private static final Map<String, String> PLACES =
      Map.of("hostname", "name", "node_ip", "address", "pid", "pid");

  private final RunLog out;
  private boolean begun;
  private boolean done;
  private long last = RunSink.NO_TIME;

  RayRows(RunLog out) {
    this.out = out;
  }

  @Override
  public boolean isPoints(FlatRow row) {
    if (!begun) {
      begun = true;
      begin(row);
    }
    done = "true".equals(row.text("done"));
    return true;
  }

  private void begin(FlatRow row) {
    out.trackerRunId(row.text("trial_id"));
    PLACES.forEach(
        (path, key) -> {
          String text = row.text(path);
          Double number = row.number(path);
          if (text != null || number != null) {
            out.environment("host", key, text == null ? "" + row.whole(path, 0) : text);
          }
        });
    tag("experiment_id", row);
    tag("experiment_tag", row);
    Double end = row.number(TIMESTAMP);
    Double total = row.number("time_total_s");
    if (end != null && total != null) {
      out.startedAt(IsoTimes.instant((Double) (end - total)));
    }
  }

  private void tag(String path, FlatRow row) {
    String text = row.text(path);
    if (text != null) {
      out.tag(path, text);
    }
  }

  @Override
  public long step(FlatRow row) {
    return row.whole(ITERATION, 0);
  }

  @Override
  public long micros(FlatRow row) {
    last = FlatRows.seconds(row, TIMESTAMP);
    return last;
  }

  @Override
  public @Nullable String key(String path, FlatRow row) {
    return NO_METRICS.contains(path) || path.startsWith(CONFIG) ? null : path;
  }

  /** Says how the run ended, if its state does not: the last result says whether it was done. */
  void end() {
    if (done) {
      out.status(RunStatus.FINISHED);
      if (last != RunSink.NO_TIME) {
        out.endedAt(
            Instant.ofEpochSecond(
                Math.floorDiv(last, 1_000_000L), Math.floorMod(last, 1_000_000L) * 1_000));
      }
    }
  }
}
