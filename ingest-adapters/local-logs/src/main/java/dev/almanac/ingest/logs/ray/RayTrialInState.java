package dev.almanac.ingest.logs.ray;

import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.logs.Log;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.logs.facts.FlatRow;
import dev.almanac.ingest.logs.facts.RowPoints;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonValue;
import java.nio.file.Path;
import java.util.List;

/** A trial whose folder is gone: the experiment's state has its params and its last result. */
final class RayTrialInState implements Log {

  /** Marks a value that Ray could only pickle: it stays unread. */
  private static final String PICKLE = "CLOUDPICKLE_FALLBACK";

  private final Path folder;
  private final Path state;
  private final Experiment.Trial trial;

  RayTrialInState(Path folder, Path state, Experiment.Trial trial) {
    this.folder = folder;
    this.state = state;
    this.trial = trial;
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
    return String.valueOf(trial.id());
  }

  @Override
  public List<Path> files() {
    return List.of(state);
  }

  @Override
  public boolean tellsTimes() {
    return true;
  }

  @Override
  public boolean isLive() {
    return trial.status() == RunStatus.RUNNING;
  }

  @Override
  public void read(RunLog out) {
    Path name = folder.getFileName();
    out.groupName(name == null ? null : name.toString());
    RayTrialFacts facts = new RayTrialFacts(out);
    facts.state(trial);
    facts.params(JsonValue.NULL, trial);
    FlatRow row = new FlatRow();
    flatten("", trial.changing().get("last_result"), row);
    RayRows rows = new RayRows(out);
    RowPoints points = new RowPoints(out, MetricKind.METRIC, StepKind.ITERATION);
    row.deliver(rows, points);
    points.tellLeftOut(state);
  }

  private static void flatten(String path, JsonValue value, FlatRow row) {
    if (PICKLE.equals(value.get("_type").text())) {
      row.passed(path);
    } else if (value instanceof JsonValue.Obj object) {
      String prefix = path.isEmpty() ? "" : path + '/';
      object.fields().forEach((key, below) -> flatten(prefix + key, below, row));
    } else if (value instanceof JsonValue.Num number) {
      row.number(path, number.value());
    } else if (value instanceof JsonValue.Bool bool) {
      row.truth(path, bool.value());
    } else if (value instanceof JsonValue.Text text) {
      row.text(path, text.value());
    } else if (value instanceof JsonValue.Array) {
      row.passed(path);
    }
  }
}
