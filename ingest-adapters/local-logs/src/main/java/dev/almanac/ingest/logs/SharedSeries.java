package dev.almanac.ingest.logs;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.EnvironmentFact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decides from which log of a run each metric is taken, and hands its points on. A metric is taken
 * whole from the first log that has it; if another one {@link Log#completes} it, points at steps
 * that the first one lacks come after; if the first one failed, the next one goes on. Not safe for
 * use by several threads.
 */
final class SharedSeries {

  private static final int IGNORED = -1;

  /** Handles below this are of metrics that another log delivers and this one completes. */
  private static final int COMPLETING = -2;

  /** Handles below this are of metrics with which this log goes on where another one failed. */
  private static final int CONTINUING = -(1 << 30);

  private static final String DOUBLED = "doubled ";

  private final RunSink sink;
  private final int run;
  private final Map<String, Integer> owners;
  private final List<LogPart> parts = new ArrayList<>();
  private @Nullable Log primary;
  private BinaryOperator<String> ownKey = (tracker, key) -> key;
  private LogPart part = new LogPart("", "", tracker -> false, true);
  private boolean completed;
  private @Nullable SeenPoints seen;
  private @Nullable ReachedSteps reached;
  private @Nullable ExactValues exact;
  private final Map<String, StepKind> stepKinds = new HashMap<>();

  /**
   * Begins without logs.
   *
   * @param owners series by owner, as {@link #owners()} returned them when the run was last read;
   *     empty if it is read whole
   */
  SharedSeries(RunSink sink, int run, Map<String, Integer> owners) {
    this.sink = sink;
    this.run = run;
    this.owners = new TreeMap<>(owners);
  }

  /** Says which log is the strongest: it names the metrics. */
  void primary(Log log) {
    primary = log;
    ownKey = log::ownKey;
  }

  /** Says that a later log completes an earlier one, whose points must therefore be remembered. */
  void expectCompletion() {
    seen = new SeenPoints();
  }

  /**
   * Says that several logs are read whole. If one of them fails on its way, a later one that has
   * the same metric takes it over, or goes on behind the last step that the failed one delivered.
   */
  void expectSeveral() {
    reached = new ReachedSteps();
  }

  /**
   * Says what a log spells exactly that comes after one of the same points that holds floats; see
   * {@link Log#isExact}.
   */
  void expectExact(ExactValues values) {
    exact = values;
  }

  /** Says that the log that is being read failed: there may be more than it delivered. */
  void failed() {
    part.hasFailed = true;
  }

  /** Goes on to the next log. */
  void next(String name, String tracker, Log log) {
    part = new LogPart(name, tracker, log::completes, log == primary);
    part.isExact = log.isExact();
    parts.add(part);
    if (seen != null) {
      seen.settle();
    }
    if (reached != null) {
      reached.settle();
    }
  }

  /** Says that only what lies behind the log's cursor is read: it delivered points before. */
  void goesOn() {
    part.hasPoints = true;
  }

  /** Returns how far each log was read, or null if one that has points does not say. */
  @Nullable Map<String, String> cursors() {
    Map<String, String> cursors = new TreeMap<>();
    if (completed) {
      return null; // What one log has of another one's points is known when both are read whole.
    }
    for (LogPart each : parts) {
      if (each.cursor != null && !each.hasFailed) {
        cursors.put(each.name, each.cursor);
      } else if (each.hasPoints) {
        return null;
      }
    }
    return cursors.isEmpty() ? null : cursors;
  }

  /** Returns which log each series is taken from, by the log's place in the order. */
  Map<String, Integer> owners() {
    return owners;
  }

  /** Says which files the run was read from, and what was left out because it was there twice. */
  void tellOrigins() {
    for (int i = 0; i < parts.size(); i++) {
      LogPart each = parts.get(i);
      if (parts.size() > 1 && !each.name.isEmpty()) {
        sink.environment(run, new EnvironmentFact("log", each.name, role(each, i)));
      }
    }
  }

  private String role(LogPart each, int index) {
    List<String> doubled = new ArrayList<>();
    int owned = 0;
    String mark = doubledBy(index);
    for (Map.Entry<String, Integer> owner : owners.entrySet()) {
      if (owner.getKey().startsWith(mark)) {
        doubled.add(owner.getKey().substring(mark.length()));
      } else if (!owner.getKey().startsWith(DOUBLED)) {
        owned += owner.getValue() == index ? 1 : 0;
      }
    }
    String role = (each.isPrimary ? "primary; " : "") + owned + " metrics";
    String also = doubled.isEmpty() ? "" : "; also has " + String.join(", ", doubled);
    String left =
        each.isExact && exact != null && exact.leftOut() > 0
            ? "; " + exact.leftOut() + " values too many to be preferred to floats"
            : "";
    return role + also + each.supplement() + left;
  }

  /** Stands before the series that a log has and another one delivers. */
  private static String doubledBy(int index) {
    return DOUBLED + index + ' ';
  }

  /**
   * Returns the handle of a metric for {@link #point}; one that ignores points if a stronger log of
   * this run has the metric. Cheap enough to ask once a row, not once a point.
   */
  int key(MetricKind kind, String key) {
    String own = own(key);
    int index = parts.indexOf(part);
    String series = kind + ":" + own;
    int owner = owners.computeIfAbsent(series, absent -> index);
    part.hasPoints = true;
    if (owner == index) {
      return sink.key(kind, own);
    }
    LogPart first = owner < parts.size() ? parts.get(owner) : null;
    ReachedSteps failedAt = first != null && first.hasFailed ? reached : null;
    if (failedAt != null && !failedAt.hasAny(sink.key(kind, own))) {
      owners.put(series, index);
      return sink.key(kind, own);
    }
    owners.put(doubledBy(index) + own, owner);
    // What comes later may be as exact as what was read: then all is read again.
    completed |= part.isExact;
    if (first != null && part.completes.test(first.tracker)) {
      completed = true;
      return COMPLETING - sink.key(kind, own);
    }
    if (failedAt != null && !part.otherSteps.contains(series)) {
      part.continued.put(series, sink.key(kind, own));
      completed = true;
      return CONTINUING - sink.key(kind, own);
    }
    return IGNORED;
  }

  /** Returns how the strongest log calls a metric of this one. */
  String own(String key) {
    return part.isPrimary ? key : ownKey.apply(part.tracker, key);
  }

  /** Takes in a point; see {@link RunSink#point}. */
  void point(int key, long step, long timeMicros, double value) {
    if (key >= 0) {
      double told = exact == null ? value : refined(exact, key, step, value);
      sink.point(run, key, step, timeMicros, told);
      if (seen != null) {
        seen.add(key, step, value);
      }
      if (reached != null) {
        reached.add(key, step);
      }
    } else if (key <= CONTINUING) {
      goOn(CONTINUING - key, step, timeMicros, value);
    } else if (key <= COMPLETING) {
      complete(COMPLETING - key, step, timeMicros, value);
    }
  }

  private double refined(ExactValues values, int key, long step, double value) {
    double told = values.of(key, step, value);
    part.refined += told > value || told < value ? 1 : 0;
    return told;
  }

  private void complete(int key, long step, long timeMicros, double value) {
    SeenPoints delivered = requireNonNull(seen, "nothing was to be completed");
    if (delivered.isFull()) {
      part.unchecked++;
    } else if (!delivered.hasStep(key, step)) {
      add(key, step, timeMicros, value);
    } else if (!delivered.hasPoint(key, step, value)) {
      part.differing++;
    }
  }

  private void goOn(int key, long step, long timeMicros, double value) {
    if (requireNonNull(reached, "nothing can go on").isBehind(key, step)) {
      add(key, step, timeMicros, value);
    }
  }

  /** Adds a point of a metric that another log delivered in part. */
  private void add(int key, long step, long timeMicros, double value) {
    sink.point(run, key, step, timeMicros, value);
    part.added++;
    if (seen != null) {
      seen.addLater(key, step, value);
    }
    if (reached != null) {
      reached.add(key, step);
    }
  }

  /** Supersedes points that were delivered; see {@link RunSink#restart}. */
  void restart(int key, long step) {
    if (key >= 0) {
      sink.restart(run, key, step);
      if (reached != null) {
        reached.restart(key, step);
      }
    }
  }

  /** Takes in what the steps of a metric count, as the log that is being read says. */
  void steps(MetricDefinition own) {
    String series = own.kind() + ":" + own.key();
    StepKind first = stepKinds.putIfAbsent(series, own.stepKind());
    if (first != null && first != own.stepKind()) {
      part.otherSteps.add(series);
      Integer continued = part.continued.get(series);
      if (continued != null && reached != null) {
        reached.close(continued);
      }
    }
  }

  /** Says how far the log that is being read was read; see {@link Log#canResume}. */
  void cursor(String cursor) {
    part.cursor = cursor;
  }
}
