package dev.almanac.ingest.wandb;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.ParamType;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunIdentity;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.SearchDimension;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.model.DatasetUse;
import dev.almanac.ingest.model.EnvironmentFact;
import dev.almanac.ingest.model.LineageEdge;
import dev.almanac.ingest.read.json.JsonValue;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The way of one run into the sink, which remembers what went in, so that nothing goes in twice
 * though W&B states many things in several places. Not safe for use by several threads.
 */
public final class DeliveredRun {

  private final RunSink sink;
  private final int handle;
  private final String runId;
  private final String location;
  private final Map<String, Integer> metrics = new HashMap<>();
  private final Map<String, Integer> systemMetrics = new HashMap<>();
  private final Map<String, String> params = new HashMap<>();
  private final Set<String> tags = new HashSet<>();
  private final Set<String> artifacts = new HashSet<>();
  private final Set<String> reported = new HashSet<>();
  private final Set<String> others = new HashSet<>();

  /**
   * Goes on with a run that was begun.
   *
   * @param handle from {@link RunSink#begin} or {@link RunSink#append}
   * @param runId id of the run in the source
   * @param location where problems are when nothing nearer is known: file or URL
   */
  public DeliveredRun(RunSink sink, int handle, String runId, String location) {
    this.sink = requireNonNull(sink, "sink is null");
    this.handle = handle;
    this.runId = requireNonNull(runId, "runId is null");
    this.location = requireNonNull(location, "location is null");
  }

  /** Returns the sink, for points. */
  public RunSink sink() {
    return sink;
  }

  /** Returns the sink's handle of the run. */
  public int handle() {
    return handle;
  }

  /** Returns the handle of a metric of the user's, and notes that it has points. */
  public int metric(String name) {
    return metrics.computeIfAbsent(name, each -> sink.key(MetricKind.METRIC, each));
  }

  /** Returns the handle of a metric that W&B samples from the hardware. */
  public int systemMetric(String name) {
    return systemMetrics.computeIfAbsent(name, each -> sink.key(MetricKind.SYSTEM, each));
  }

  /** Returns the names of the user's metrics that have points so far, sorted. */
  public Set<String> metricNames() {
    return Collections.unmodifiableSet(new TreeSet<>(metrics.keySet()));
  }

  /** Takes in a param. Of two with one name the first holds, and the other is a problem. */
  public void param(String key, JsonValue value, ParamOrigin origin) {
    String text = value.asText();
    String before = params.putIfAbsent(key, text);
    if (before == null) {
      sink.param(handle, key, text, type(value), origin);
    } else if (!before.equals(text)) {
      problem(
          Problem.Kind.ALTERED,
          "Two entries of the config have the dotted name " + key + "; the first one went in",
          text);
    }
  }

  private static ParamType type(JsonValue value) {
    if (value instanceof JsonValue.Num number) {
      return number.isInteger() ? ParamType.INT : ParamType.FLOAT;
    }
    if (value instanceof JsonValue.Bool) {
      return ParamType.BOOL;
    }
    if (value instanceof JsonValue.Text) {
      return ParamType.STRING;
    }
    return value.isNull() ? ParamType.NULL : ParamType.JSON;
  }

  /** Takes in a tag, unless there is one of this name. */
  public void tag(String key, String value) {
    if (tags.add(key)) {
      sink.tag(handle, key, value);
    }
  }

  /** Takes in an artifact, unless there is one of this path. */
  public void artifact(Artifact artifact) {
    if (artifacts.add(artifact.path())) {
      sink.artifact(handle, artifact);
    }
  }

  /** Takes in what W&B states as the summary of a metric, unless it was stated before. */
  public void reported(String key, double value) {
    if (reported.add(key)) {
      sink.reported(handle, sink.key(MetricKind.METRIC, key), value);
    }
  }

  /** Takes in a fact about what the run ran on; empty and repeated ones are left out. */
  public void environment(String kind, String key, @Nullable String value) {
    if (value != null && !value.isEmpty() && others.add("e\0" + kind + '\0' + key)) {
      sink.environment(handle, new EnvironmentFact(kind, key, value));
    }
  }

  /** Tells whether a fact of a kind, of the same key, went in. */
  public boolean hasEnvironment(String kind) {
    return others.contains("e\0" + kind + '\0' + kind);
  }

  /** Takes in the use of a dataset, once. */
  public void dataset(DatasetUse dataset) {
    if (others.add("d\0" + dataset)) {
      sink.dataset(handle, dataset);
    }
  }

  /** Takes in an edge, once. */
  public void lineage(LineageEdge edge) {
    if (others.add("l\0" + edge)) {
      sink.lineage(handle, edge);
    }
  }

  /** Takes in the definition of a metric; the first of a metric holds. */
  public void definition(MetricDefinition definition) {
    if (others.add("m\0" + definition.kind() + definition.key())) {
      sink.metric(handle, definition);
    }
  }

  /** Takes in a param of the search space; the first of a param holds. */
  public void searchDimension(SearchDimension dimension) {
    if (others.add("s\0" + dimension.key())) {
      sink.searchDimension(handle, dimension);
    }
  }

  /** States the run's identity: {@code project/id}. */
  public void identity(String project, String id) {
    if (!project.isEmpty() && !id.isEmpty()) {
      identity(new RunIdentity(RunIdentity.Kind.WANDB, project + "/" + id));
    }
  }

  /** States an identity of the run, once. */
  public void identity(RunIdentity identity) {
    if (others.add("i\0" + identity)) {
      sink.identity(handle, identity);
    }
  }

  /** Reports a problem of the run. */
  public void problem(Problem.Kind kind, String reason, @Nullable String raw) {
    problem(kind, location, -1, reason, raw);
  }

  /** Reports a problem at a place, of the reason its first line. */
  public void problem(
      Problem.Kind kind, String where, long offset, String reason, @Nullable String raw) {
    String line = reason.lines().findFirst().orElse("");
    sink.problem(new Problem(kind, runId, where, offset, line, raw));
  }
}
