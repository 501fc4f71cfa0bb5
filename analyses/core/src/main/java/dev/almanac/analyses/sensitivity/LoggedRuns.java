package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.RowGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gather the runs that {@code sensitivity_input.sql}, or a script with the same columns and more,
 * yields: one group a run, one row a param.
 */
public final class LoggedRuns {
  private final Goal goal;
  private final List<LoggedRun> runs = new ArrayList<>();
  private final DeclaredSpaces spaces = new DeclaredSpaces();

  /**
   * Begin without runs.
   *
   * @param goal which end of the metric is good; decides the value that a run is judged by
   */
  public LoggedRuns(Goal goal) {
    this.goal = goal;
  }

  /** Take in one run and return it as read. */
  public LoggedRun add(RowGroup group) {
    Instant started = group.instants("started_at")[0];
    LoggedRun run =
        new LoggedRun(
            Objects.requireNonNull(group.text("run_key"), "run without key"),
            group.text("status"),
            group.integers("deleted")[0] != 0,
            started == null ? 0 : started.toEpochMilli(),
            metric(group),
            params(group));
    runs.add(run);
    readSpaces(group);
    return run;
  }

  /** Return which end of the metric is good. */
  public Goal goal() {
    return goal;
  }

  /** Return all runs in the order in which they came. */
  public List<LoggedRun> runs() {
    return List.copyOf(runs);
  }

  /** Return the runs that are fit for use, in the order in which they came; others are counted. */
  public RunTable table() {
    return RunTableReader.read(runs, spaces);
  }

  /** Return all runs as a table; the metric of those that never logged it is NaN. */
  public RunTable tableOfAll() {
    return RunTableReader.readAll(runs, spaces);
  }

  private @Nullable Double metric(RowGroup group) {
    if (group.integers("points")[0] == 0) {
      return null;
    }
    return LoggedRun.judged(
        goal,
        group.numbers("last_value")[0],
        group.numbers("min_value")[0],
        group.numbers("max_value")[0]);
  }

  private static TreeMap<String, @Nullable String> params(RowGroup group) {
    @Nullable String[] names = group.texts("param_key");
    @Nullable String[] texts = group.texts("param_value");
    TreeMap<String, @Nullable String> params = new TreeMap<>();
    for (int row = 0; row < names.length; row++) {
      String name = names[row];
      if (name != null) {
        params.put(name, texts[row]);
      }
    }
    return params;
  }

  private void readSpaces(RowGroup group) {
    @Nullable String[] names = group.texts("param_key");
    @Nullable String[] types = group.texts("space_type");
    @Nullable String[] scales = group.texts("space_scale");
    double[] lows = group.numbers("space_low");
    double[] highs = group.numbers("space_high");
    @Nullable String[] choices = group.texts("space_choices");
    for (int row = 0; row < names.length; row++) {
      String name = names[row];
      if (name != null) {
        spaces.add(name, types[row], scales[row], lows[row], highs[row], choices[row]);
      }
    }
  }
}
