package dev.almanac.ingest.comet;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricDefinition.StepKind;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands on the points of one experiment, and remembers what its metrics are like. What went in
 * differently is said once a metric, with a count. Not safe for use by several threads.
 */
final class ExperimentPoints {

  private final RunSink sink;
  private final int run;
  private final String runId;

  /** By context and name as they stand; several may lead to one metric. */
  private Named[] table = new Named[64];

  private int named;
  private final Map<String, Metric> metrics = new HashMap<>();
  private final List<Metric> inOrder = new ArrayList<>();
  private long epochStep;
  private double epoch = Double.NaN;
  private int epochKey = -1;

  /** A context and a name, and the metric that they lead to. */
  private static final class Named {
    private final char[] context;
    private final char[] name;
    private final Metric metric;

    Named(char[] context, char[] name, Metric metric) {
      this.context = context;
      this.name = name;
      this.metric = metric;
    }
  }

  /** A metric and what was seen of it. */
  private static final class Metric {
    private final MetricKind kind;
    private final String key;
    private final int handle;
    private boolean steps;
    private boolean epochs;
    private boolean reported;
    private long points;
    private final Remark values = new Remark();
    private final Remark truths = new Remark();
    private final Remark cuts = new Remark();
    private final Remark times = new Remark();

    Metric(MetricKind kind, String key, int handle) {
      this.kind = kind;
      this.key = key;
      this.handle = handle;
    }
  }

  /** Something odd: how often, and where first. */
  private static final class Remark {
    private long count;
    private String location = "";
    private long offset;
    private @Nullable String raw;

    void note(String where, long at, @Nullable String text) {
      if (count == 0) {
        location = where;
        offset = at;
        raw = text;
      }
      count++;
    }
  }

  ExperimentPoints(RunSink sink, int run, String runId) {
    this.sink = sink;
    this.run = run;
    this.runId = runId;
  }

  /** Takes in one point. */
  void add(PointFields point, String location, long line) {
    Metric metric = metric(point);
    if (point.valueContent == PointFields.Content.ABSENT) {
      return;
    }
    if (point.valueContent == PointFields.Content.OTHER) {
      metric.values.note(location, line, point.rawValue);
      return;
    }
    if (point.valueContent == PointFields.Content.TRUTH) {
      metric.truths.note(location, line, point.rawValue);
    }
    long time = RunSink.NO_TIME;
    if (point.timeContent == PointFields.Content.EXACT) {
      time = point.timeMillis * 1_000;
    } else if (point.timeContent == PointFields.Content.OTHER) {
      metric.times.note(location, line, null);
    }
    metric.points++;
    sink.point(run, metric.handle, step(point, metric, time, location, line), time, point.value);
  }

  private long step(PointFields point, Metric metric, long time, String location, long line) {
    boolean epochStands = point.epochContent == PointFields.Content.EXACT;
    switch (point.stepContent) {
      case EXACT, CUT -> {
        metric.steps = true;
        if (point.stepContent == PointFields.Content.CUT) {
          metric.cuts.note(location, line, point.rawStep);
        }
        if (epochStands) {
          noteEpoch(point.step, time, point.epoch);
        }
        return point.step;
      }
      case OTHER, TRUTH -> metric.cuts.note(location, line, point.rawStep);
      case ABSENT -> {
        if (epochStands) {
          metric.epochs = true;
          long whole = (long) point.epoch;
          if (whole != point.epoch) {
            metric.cuts.note(location, line, "epoch " + point.epoch);
          }
          return whole;
        }
      }
    }
    return 0;
  }

  /** A point has one step; its epoch stands beside it in a metric of the tracker's. */
  private void noteEpoch(long step, long time, double value) {
    if (step == epochStep && value == epoch) {
      return;
    }
    if (epochKey < 0) {
      epochKey = sink.key(MetricKind.SYSTEM, CometMapping.EPOCH);
    }
    epochStep = step;
    epoch = value;
    sink.point(run, epochKey, step, time, value);
  }

  /** Hands on what the tracker states as the latest value. */
  void reported(String context, String name, double value) {
    Metric metric = metric(context, name);
    if (!metric.reported) {
      metric.reported = true;
      sink.reported(run, metric.handle, value);
    }
  }

  private Metric metric(PointFields point) {
    int slot = slot(point.context, point.contextLength, point.name, point.nameLength);
    if (table[slot] == null) {
      char[] context = Arrays.copyOf(point.context, point.contextLength);
      char[] name = Arrays.copyOf(point.name, point.nameLength);
      Metric metric = metric(new String(context), new String(name));
      if (2 * ++named > table.length) {
        grow();
        slot = slot(context, context.length, name, name.length);
      }
      table[slot] = new Named(context, name, metric);
    }
    return table[slot].metric;
  }

  private Metric metric(String context, String name) {
    String key = CometMapping.key(context, name);
    MetricKind kind = CometMapping.kind(name);
    Metric known = metrics.get(kind + key);
    if (known == null) {
      known = new Metric(kind, key, sink.key(kind, key));
      metrics.put(kind + key, known);
      inOrder.add(known);
    }
    return known;
  }

  private void grow() {
    Named[] old = table;
    table = new Named[2 * old.length];
    for (Named each : old) {
      if (each != null) {
        table[slot(each.context, each.context.length, each.name, each.name.length)] = each;
      }
    }
  }

  private int slot(char[] context, int contextLength, char[] name, int nameLength) {
    int hash = contextLength;
    for (int i = 0; i < contextLength; i++) {
      hash = 31 * hash + context[i];
    }
    for (int i = 0; i < nameLength; i++) {
      hash = 31 * hash + name[i];
    }
    int slot = (hash ^ hash >>> 16) & table.length - 1;
    while (table[slot] != null) {
      Named at = table[slot];
      if (Arrays.equals(at.context, 0, at.context.length, context, 0, contextLength)
          && Arrays.equals(at.name, 0, at.name.length, name, 0, nameLength)) {
        return slot;
      }
      slot = slot + 1 & table.length - 1;
    }
    return slot;
  }

  /**
   * Says what the metrics are like, and what went in differently.
   *
   * @param objective the metric that an optimizer looks at, or null
   * @param direction {@code min} or {@code max} for that metric, or null
   * @param origin where the points come from
   */
  void finish(@Nullable String objective, @Nullable String direction, PointOrigin origin) {
    for (Metric metric : inOrder) {
      StepKind steps =
          metric.steps ? StepKind.STEP : metric.epochs ? StepKind.EPOCH : StepKind.UNKNOWN;
      MetricDefinition definition = MetricDefinition.steps(metric.kind, metric.key, steps);
      boolean aim = metric.key.equals(objective) && direction != null;
      if (aim && direction != null) {
        definition = definition.withDirection(direction, "optimizer");
      }
      if (metric.points > 0 && (steps != StepKind.UNKNOWN || aim)) {
        sink.metric(run, definition);
      }
      report(metric, origin);
    }
  }

  private void report(Metric metric, PointOrigin origin) {
    String name = "metric " + metric.key;
    say(
        Problem.Kind.UNSUPPORTED,
        metric.values,
        "values of the " + name + " are no numbers; they are left out");
    say(
        Problem.Kind.ALTERED,
        metric.truths,
        "values of the " + name + " are true or false: 1 or 0");
    say(
        Problem.Kind.ALTERED,
        metric.cuts,
        "steps of the " + name + " are no whole numbers of 64 bits; they were cut");
    say(
        Problem.Kind.ALTERED,
        metric.times,
        "times of the " + name + " are beyond what can be kept; they are left out");
    if (origin == PointOrigin.SERVER && metric.points >= CometMapping.SERVER_POINTS) {
      sink.problem(
          new Problem(
              Problem.Kind.ALTERED,
              runId,
              name,
              -1,
              "the "
                  + name
                  + " has "
                  + metric.points
                  + " points: Comet's server keeps about "
                  + CometMapping.SERVER_POINTS
                  + " and thins out the rest, so some may be missing; an offline archive of the run"
                  + " has them all",
              null));
    }
  }

  private void say(Problem.Kind kind, Remark remark, String what) {
    if (remark.count > 0) {
      sink.problem(
          new Problem(
              kind, runId, remark.location, remark.offset, remark.count + " " + what, remark.raw));
    }
  }
}
