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
  private final Map<String, Series> series = new HashMap<>();
  private Restart restart = Restart.NEVER;
  private long resumedAt = Long.MIN_VALUE;
  private final Map<String, LeftOut> leftOut = new TreeMap<>();

  /** When a metric that goes back was logged again by a run that was resumed. */
  public enum Restart {
    /** Steps may go as they like. */
    NEVER,
    /** A step below the one before. */
    BELOW,
    /** A step that is not above the one before. */
    NOT_ABOVE
  }

  private static final class Series {
    private final int handle;
    private long last;

    Series(int handle, long last) {
      this.handle = handle;
      this.last = last;
    }
  }

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

  /** Says when points of a metric supersede those before; see {@link RunLog#restart}. */
  public RowPoints restarting(Restart when) {
    restart = when;
    return this;
  }

  /** Says which step the rows before these, read another time, had reached. */
  public RowPoints resumedAt(long step) {
    resumedAt = step;
    return this;
  }

  long resumedStep() {
    return resumedAt;
  }

  private Series series(String key) {
    Series known = series.get(key);
    if (known != null) {
      return known;
    }
    Series made = new Series(out.key(kind, key), resumedAt);
    series.put(key, made);
    if (stepKind != StepKind.UNKNOWN) {
      out.metric(MetricDefinition.steps(kind, key, stepKind));
    }
    return made;
  }

  /** Takes in a number. */
  public void number(String key, long step, long timeMicros, double value) {
    Series to = series(key);
    if (to.last != Long.MIN_VALUE) {
      boolean goesBack =
          restart == Restart.BELOW && step < to.last
              || restart == Restart.NOT_ABOVE && step <= to.last;
      if (goesBack) {
        out.restart(to.handle, step);
      }
    }
    to.last = step;
    out.point(to.handle, step, timeMicros, value);
  }

  /** Takes in a truth value. */
  public void truth(String key, long step, long timeMicros, double value) {
    number(key, step, timeMicros, value);
    leaveOut(Problem.Kind.ALTERED, key, value == 0 ? "false" : "true");
  }

  /** Takes in a text that means a number ({@code "NaN"}); any other is left out. */
  public void text(String key, long step, long timeMicros, String text) {
    Double number = new JsonValue.Text(text).number();
    if (number == null) {
      leaveOut(Problem.Kind.UNSUPPORTED, key, text);
    } else {
      number(key, step, timeMicros, number);
    }
  }

  /** Takes in a value, or what is below it with keys joined by {@code /}. */
  public void value(String key, JsonValue value, long step, long timeMicros) {
    if (value instanceof JsonValue.Num number) {
      number(key, step, timeMicros, number.value());
    } else if (value instanceof JsonValue.Bool bool) {
      truth(key, step, timeMicros, bool.value() ? 1 : 0);
    } else if (value instanceof JsonValue.Text text) {
      text(key, step, timeMicros, text.value());
    } else if (value instanceof JsonValue.Obj object) {
      object.fields().forEach((name, below) -> value(key + '/' + name, below, step, timeMicros));
    } else if (!value.isNull()) {
      leaveOut(Problem.Kind.UNSUPPORTED, key, value.toJson());
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
