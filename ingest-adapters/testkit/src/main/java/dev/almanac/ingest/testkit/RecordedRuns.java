package dev.almanac.ingest.testkit;

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
import dev.almanac.ingest.model.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps everything that a source delivers, and fails where a source breaks the call contract of
 * {@link RunSink}. One batch; not safe for use by several threads.
 */
public final class RecordedRuns implements RunSink {

  private record Key(MetricKind kind, String name) {}

  private final List<RecordedRun> byHandle = new ArrayList<>();
  private final Map<String, RecordedRun> byId = new TreeMap<>();
  private final List<Key> keys = new ArrayList<>();
  private final Map<Key, Integer> keyHandles = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  /** Creates an empty recording. */
  public RecordedRuns() {}

  @Override
  public int begin(Run run) {
    if (byId.containsKey(run.runId())) {
      throw new IllegalArgumentException("run was begun before: " + run.runId());
    }
    RecordedRun recorded = new RecordedRun(run);
    byId.put(run.runId(), recorded);
    byHandle.add(recorded);
    return byHandle.size() - 1;
  }

  @Override
  public int append(Run run) {
    return begin(run);
  }

  @Override
  public void update(int run, Run facts) {
    byHandle.get(run).update(facts);
  }

  @Override
  public void cursor(int run, String cursor) {
    byHandle.get(run).cursor(cursor);
  }

  @Override
  public int key(MetricKind kind, String key) {
    return keyHandles.computeIfAbsent(
        new Key(kind, key),
        absent -> {
          keys.add(absent);
          return keys.size() - 1;
        });
  }

  @Override
  public void point(int run, int key, long step, long timeMicros, double value) {
    Key metric = keys.get(key);
    byHandle.get(run).point(metric.kind(), metric.name(), step, timeMicros, value);
  }

  @Override
  public void restart(int run, int key, long step) {
    Key metric = keys.get(key);
    byHandle.get(run).restart(metric.kind(), metric.name(), step);
  }

  @Override
  public void reported(int run, int key, double value) {
    Key metric = keys.get(key);
    byHandle.get(run).reported(metric.kind(), metric.name(), value);
  }

  @Override
  public void param(int run, String key, String value, ParamOrigin origin) {
    byHandle.get(run).param(key, value, origin);
  }

  @Override
  public void param(int run, String key, String value, ParamType type, ParamOrigin origin) {
    byHandle.get(run).param(key, value, type, origin);
  }

  @Override
  public void metric(int run, MetricDefinition definition) {
    byHandle.get(run).metric(definition);
  }

  @Override
  public void searchDimension(int run, SearchDimension dimension) {
    byHandle.get(run).searchDimension(dimension);
  }

  @Override
  public void identity(int run, RunIdentity identity) {
    byHandle.get(run).identity(identity);
  }

  @Override
  public void tag(int run, String key, String value) {
    byHandle.get(run).tag(key, value);
  }

  @Override
  public void projectTag(int run, String key, String value) {
    byHandle.get(run).projectTag(key, value);
  }

  @Override
  public void artifact(int run, Artifact artifact) {
    byHandle.get(run).artifact(artifact);
  }

  @Override
  public void dataset(int run, DatasetUse dataset) {
    byHandle.get(run).dataset(dataset);
  }

  @Override
  public void environment(int run, EnvironmentFact fact) {
    byHandle.get(run).environment(fact);
  }

  @Override
  public void lineage(int run, LineageEdge edge) {
    byHandle.get(run).lineage(edge);
  }

  @Override
  public void problem(Problem problem) {
    problems.add(problem);
  }

  /** Returns the recorded runs by id. */
  public Map<String, RecordedRun> runs() {
    return byId;
  }

  /** Returns a run that must be there. */
  public RecordedRun run(String runId) {
    RecordedRun run = byId.get(runId);
    if (run == null) {
      throw new AssertionError("run " + runId + " was not delivered, only " + byId.keySet());
    }
    return run;
  }

  /** Returns the problems in the order reported. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** Returns all facts and problems as canonical lines, runs by id. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    byId.values().forEach(run -> lines.addAll(run.lines()));
    lines.addAll(problemLines(problems));
    return lines;
  }

  /** Returns problems as canonical lines, sorted. */
  static List<String> problemLines(List<Problem> problems) {
    return problems.stream().map(RecordedRuns::line).sorted().toList();
  }

  private static String line(Problem problem) {
    return new JsonLine()
        .field("fact", "problem")
        .field("kind", problem.kind().name())
        .field("run", problem.runId())
        .field("location", problem.location())
        .field("offset", problem.offset() < 0 ? null : (Long) problem.offset())
        .field("reason", problem.reason())
        .field("raw", problem.raw())
        .line();
  }
}
