package dev.almanac.ingest.logs.ray;

import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.FlatRows;
import dev.almanac.ingest.logs.facts.LogFiles;
import dev.almanac.ingest.logs.facts.RowPoints;
import dev.almanac.ingest.logs.table.TableFormat;
import dev.almanac.ingest.logs.table.TailCursor;
import dev.almanac.ingest.model.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A trial with a folder of its own. */
final class RayTrial implements Log {

  /** How Ray's TensorBoard logger calls a key of a result. */
  private static final String TENSORBOARD = "ray/tune/";

  private final Path folder;
  private final List<String> names;
  private final @Nullable Path state;

  RayTrial(Path folder, List<String> names, @Nullable Path state) {
    this.folder = folder;
    this.names = names;
    this.state = state;
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
    List<Path> files = new ArrayList<>();
    for (String name :
        List.of(RayFormat.RESULT, RayFormat.PROGRESS, RayFormat.PARAMS, RayFormat.ERROR)) {
      if (names.contains(name)) {
        files.add(folder.resolve(name));
      }
    }
    if (state != null) {
      files.add(state);
    }
    return files;
  }

  @Override
  public boolean tellsTimes() {
    return true;
  }

  @Override
  public String ownKey(String tracker, String key) {
    return key.startsWith(TENSORBOARD) ? key.substring(TENSORBOARD.length()) : key;
  }

  @Override
  public boolean isLive() {
    if (state == null || names.contains(RayFormat.ERROR)) {
      return false;
    }
    try {
      Experiment.Trial trial = Experiment.of(state).find(folder.getFileName().toString());
      return trial != null && trial.status() == RunStatus.RUNNING;
    } catch (IOException unreadable) {
      return false; // Reading the trial says what is wrong with it.
    }
  }

  @Override
  public void read(RunLog out) throws IOException {
    facts(out);
    if (names.contains(RayFormat.RESULT)) {
      results(0, Long.MIN_VALUE, out);
    } else if (names.contains(RayFormat.PROGRESS)) {
      RayRows rows = new RayRows(out);
      new FlatRows(folder.resolve(RayFormat.PROGRESS), out, points(out), rows)
          .table(TableFormat.delimited(','));
      rows.end();
    }
  }

  /** A result that is not above the last one was made again after the trial was restored. */
  private static RowPoints points(RunLog out) {
    return new RowPoints(out, MetricKind.METRIC, StepKind.ITERATION)
        .restarting(RowPoints.Restart.NOT_ABOVE);
  }

  private void results(long offset, long step, RunLog out) throws IOException {
    RayRows rows = new RayRows(out);
    Path file = folder.resolve(RayFormat.RESULT);
    TailCursor cursor = new FlatRows(file, out, points(out).resumedAt(step), rows).json(offset);
    out.cursor(cursor.text());
    rows.end();
  }

  @Override
  public boolean canResume(String cursor) throws IOException {
    TailCursor parsed = TailCursor.parse(cursor);
    return parsed != null && parsed.isStillIn(folder.resolve(RayFormat.RESULT));
  }

  /** Ray adds to {@code result.json} only; the small files are read again. */
  @Override
  public void resume(String cursor, RunLog out) throws IOException {
    TailCursor parsed = TailCursor.parse(cursor);
    if (parsed == null) {
      throw new IOException("the cursor is not this log's");
    }
    facts(out);
    first(out);
    results(
        parsed.offset(),
        Long.parseLong(parsed.state().getOrDefault("step", "" + Long.MIN_VALUE)),
        out);
  }

  /** What the first result says of the run holds for those behind the cursor too. */
  private void first(RunLog out) {
    new RayRows(out).isPoints(FlatRows.first(folder.resolve(RayFormat.RESULT)));
  }

  private void facts(RunLog out) throws IOException {
    Path above = folder.getParent();
    Path experiment = above == null ? null : above.getFileName();
    out.groupName(experiment == null ? null : experiment.toString());
    Experiment.Trial trial = null;
    if (state != null && Files.exists(state)) {
      try {
        trial = Experiment.of(state).find(folder.getFileName().toString());
      } catch (IOException unreadable) {
        LogFiles.tell(state, unreadable, out);
      }
    }
    RayTrialFacts facts = new RayTrialFacts(out);
    if (trial != null) {
      facts.state(trial);
    }
    facts.params(LogFiles.json(folder.resolve(RayFormat.PARAMS), out), trial);
    if (names.contains(RayFormat.ERROR)) {
      out.status(RunStatus.FAILED);
      LogFiles.artifact(out, folder, RayFormat.ERROR, "file");
    }
  }
}
