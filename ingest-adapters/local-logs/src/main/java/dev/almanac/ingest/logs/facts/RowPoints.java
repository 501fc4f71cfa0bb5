package dev.almanac.ingest.logs.facts;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.logs.RunLog;
import dev.almanac.ingest.read.json.JsonValue;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes points of the values of one row: numbers as they are, truth values as 1 and 0. What is no
 * number (texts, lists) makes no point; {@link #tellLeftOut} says so once a key. Not safe for use
 * by several threads.
 */
public final class RowPoints {

  private final RunLog out;
  private final MetricKind kind;
  private final StepKind stepKind;
  private final Map<String, Integer> handles = new HashMap<>();
  private final Map<String, LeftOut> leftOut = new TreeMap<>();

  private static final class LeftOut {
    private final Problem.Kind kind;
    private final String first;
    private long count;

    LeftOut(Problem.Kind kind, String first) {
      this.kind = kind;
      this.first = first;
    }
  }

  /**
   * Prepares for the rows of a log.
   *
   * @param stepKind what their steps count
   */
  public RowPoints(RunLog out, MetricKind kind, StepKind stepKind) {
    this.out = out;
    this.kind = kind;
    this.stepKind = stepKind;
  }

  /** Returns the handle of a metric, and says what its steps count when it is first asked for. */
  public int handle(String key) {
    Integer known = handles.get(key);
    if (known != null) {
      return known;
    }
    int handle = out.key(kind, key);
    handles.put(key, handle);
    if (stepKind != StepKind.UNKNOWN) {
      out.metric(MetricDefinition.steps(kind, key, stepKind));
    }
    return handle;
  }

  /** Takes in a number. */
  public void number(String key, long step, long timeMicros, double value) {
    out.point(handle(key), step, timeMicros, value);
  }

  /**
   * Takes in a value, or what is below it with keys joined by {@code /}. A text that means a number
   * ({@code "NaN"}) is one.
   */
  public void value(String key, JsonValue value, long step, long timeMicros) {
    if (value instanceof JsonValue.Num number) {
      number(key, step, timeMicros, number.value());
    } else if (value instanceof JsonValue.Bool bool) {
      number(key, step, timeMicros, bool.value() ? 1 : 0);
      leaveOut(Problem.Kind.ALTERED, key, value.toJson());
    } else if (value instanceof JsonValue.Obj object) {
      object.fields().forEach((name, below) -> value(key + '/' + name, below, step, timeMicros));
    } else if (!value.isNull()) {
      Double number = value.number();
      if (number == null) {
        leaveOut(Problem.Kind.UNSUPPORTED, key, value.toJson());
      } else {
        number(key, step, timeMicros, number);
      }
    }
  }

  /** Notes a value that is no number. */
  public void leaveOut(Problem.Kind what, String key, String raw) {
    leftOut.computeIfAbsent(key, absent -> new LeftOut(what, raw)).count++;
  }

  /** Reports, once a key, the values that are no numbers. */
  public void tellLeftOut(Path file) {
    leftOut.forEach(
        (key, left) ->
            out.problem(
                left.kind,
                file,
                -1,
                left.kind == Problem.Kind.ALTERED
                    ? "Truth values of " + key + " went in as 1 and 0 (" + left.count + " times)"
                    : "Values of " + key + " are no numbers: left out " + left.count + " times",
                left.first));
    leftOut.clear();
  }
}
