package dev.almanac.ingest.testkit;

import dev.almanac.ingest.Capability;
import dev.almanac.ingest.MetricDefinition;
import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.ParamType;
import dev.almanac.ingest.RunIdentity;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.SearchDimension;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.model.DatasetUse;
import dev.almanac.ingest.model.EnvironmentFact;
import dev.almanac.ingest.model.LineageEdge;
import dev.almanac.ingest.model.Run;
import dev.almanac.ingest.model.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything that was delivered of one run, rendered as canonical lines. */
public final class RecordedRun {

  /**
   * A point as delivered.
   *
   * @param step step
   * @param timeMicros microseconds since the epoch, or {@link RunSink#NO_TIME}
   * @param value value
   */
  public record Point(long step, long timeMicros, double value) {}

  private Run run;
  private @Nullable String cursor;
  private final Set<Capability> used = EnumSet.noneOf(Capability.class);
  private final Map<String, List<Point>> points = new TreeMap<>();
  private final Map<String, Double> reported = new TreeMap<>();
  private final Map<String, String> params = new TreeMap<>();
  private final Map<String, String> tags = new TreeMap<>();
  private final List<Restart> restarts = new ArrayList<>();
  private final Set<String> defined = new HashSet<>();
  private final List<Other> others = new ArrayList<>();

  /** From the point with this number on, earlier ones from this step on are superseded. */
  private record Restart(MetricKind kind, String key, long seq, long step) {}

  /**
   * A fact of another sort.
   *
   * @param name what it is about: a later fact of the same name replaces it
   */
  private record Other(String name, String line) {}

  RecordedRun(Run run) {
    this.run = run;
    note();
  }

  void update(Run facts) {
    if (!facts.runId().equals(run.runId())) {
      throw new IllegalArgumentException("facts of another run: " + facts.runId());
    }
    run = facts;
    note();
  }

  void cursor(String text) {
    cursor = text;
  }

  /** Returns how far the source says that the run was read, or null if it does not say. */
  public @Nullable String cursor() {
    return cursor;
  }

  private void note() {
    if (run.deleted()) {
      used.add(Capability.DELETED_RUNS);
    }
    if (run.status() == RunStatus.RUNNING) {
      used.add(Capability.LIVE_RUNS);
    }
  }

  void point(MetricKind kind, String key, long step, long timeMicros, double value) {
    used.add(kind == MetricKind.SYSTEM ? Capability.SYSTEM_METRICS : Capability.METRIC_HISTORY);
    points
        .computeIfAbsent(series(kind, key), absent -> new ArrayList<>())
        .add(new Point(step, timeMicros, value));
  }

  void restart(MetricKind kind, String key, long step) {
    long before = points.getOrDefault(series(kind, key), List.of()).size();
    restarts.add(new Restart(kind, key, before, step));
  }

  void reported(MetricKind kind, String key, double value) {
    used.add(Capability.REPORTED_SUMMARY);
    if (reported.put(series(kind, key), value) != null) {
      throw new IllegalArgumentException("summary was reported twice: " + key);
    }
  }

  void param(String key, String value, ParamOrigin origin) {
    used.add(Capability.PARAMS);
    String line =
        line("param").field("key", key).field("value", value).field("origin", word(origin)).line();
    if (params.put(key + '\0' + origin, line) != null) {
      throw new IllegalArgumentException("param was delivered twice: " + key);
    }
  }

  void param(String key, String value, ParamType type, ParamOrigin origin) {
    used.add(Capability.PARAMS);
    String line =
        line("param")
            .field("key", key)
            .field("value", value)
            .field("type", type.word())
            .field("origin", word(origin))
            .line();
    if (params.put(key + '\0' + origin, line) != null) {
      throw new IllegalArgumentException("param was delivered twice: " + key);
    }
  }

  void metric(MetricDefinition definition) {
    used.add(Capability.METRIC_DEFINITIONS);
    if (!defined.add(series(definition.kind(), definition.key()))) {
      throw new IllegalArgumentException("metric was defined twice: " + definition.key());
    }
    others.add(
        new Other(
            "metric\0" + series(definition.kind(), definition.key()),
            line("metric")
                .field("kind", word(definition.kind()))
                .field("key", definition.key())
                .field("step_kind", definition.stepKind().word())
                .field("step_metric", definition.stepMetric())
                .field("direction", definition.direction())
                .field("direction_basis", definition.directionBasis())
                .field("summary", definition.summary())
                .field("unit", definition.unit())
                .line()));
  }

  void searchDimension(SearchDimension dimension) {
    used.add(Capability.SEARCH_SPACE);
    others.add(
        new Other(
            "search\0" + dimension.key(),
            line("search")
                .field("key", dimension.key())
                .field("type", word(dimension.type()))
                .field("scale", word(dimension.scale()))
                .field("low", real(dimension.low()))
                .field("high", real(dimension.high()))
                .field("step", real(dimension.step()))
                .field(
                    "choices",
                    dimension.choices().isEmpty() ? null : dimension.choices().toString())
                .field("declared", dimension.declared())
                .line()));
  }

  void identity(RunIdentity identity) {
    others.add(
        new Other(
            "identity\0" + identity.toString(),
            line("identity")
                .field("kind", word(identity.kind()))
                .field("value", identity.value())
                .line()));
  }

  private static @Nullable String real(@Nullable Double value) {
    return value == null ? null : value.toString();
  }

  void tag(String key, String value) {
    used.add(Capability.TAGS);
    if (tags.put(key, value) != null) {
      throw new IllegalArgumentException("tag was delivered twice: " + key);
    }
  }

  void projectTag(String key, String value) {
    used.add(Capability.PROJECT_TAGS);
    others.add(
        new Other(
            "project_tag\0" + key,
            line("project_tag").field("key", key).field("value", value).line()));
  }

  void artifact(Artifact artifact) {
    used.add(Capability.ARTIFACTS);
    others.add(
        new Other(
            "artifact\0" + artifact.path(),
            line("artifact")
                .field("path", artifact.path())
                .field("kind", artifact.kind())
                .field("size", artifact.sizeBytes())
                .field("digest", artifact.digest())
                .field("uri", artifact.uri())
                .line()));
  }

  void dataset(DatasetUse dataset) {
    used.add(Capability.DATASETS);
    others.add(
        new Other(
            "dataset\0" + dataset.toString(),
            line("dataset")
                .field("name", dataset.name())
                .field("digest", dataset.digest())
                .field("context", dataset.context())
                .field("source", dataset.sourceUri())
                .line()));
  }

  void environment(EnvironmentFact fact) {
    used.add(Capability.ENVIRONMENT);
    others.add(
        new Other(
            "environment\0" + fact.kind() + '\0' + fact.key(),
            line("environment")
                .field("kind", fact.kind())
                .field("key", fact.key())
                .field("value", fact.value())
                .line()));
  }

  void lineage(LineageEdge edge) {
    used.add(Capability.LINEAGE);
    others.add(
        new Other(
            "lineage\0" + edge.toString(),
            line("lineage")
                .field("relation", word(edge.relation()))
                .field("other", edge.otherId())
                .field("step", edge.step())
                .line()));
  }

  /** Returns the run's own facts. */
  public Run run() {
    return run;
  }

  /** Returns the points of a metric of the user's in the order delivered; empty if none. */
  public List<Point> points(String key) {
    return points.getOrDefault(series(MetricKind.METRIC, key), List.of());
  }

  /** Returns the points of a metric that no restart superseded, in the order delivered. */
  public List<Point> effectivePoints(String key) {
    List<Point> all = points(key);
    List<Point> effective = new ArrayList<>();
    for (int at = 0; at < all.size(); at++) {
      int seq = at;
      boolean superseded =
          restarts.stream()
              .filter(each -> each.kind() == MetricKind.METRIC && each.key().equals(key))
              .anyMatch(each -> seq < each.seq() && all.get(seq).step() >= each.step());
      if (!superseded) {
        effective.add(all.get(at));
      }
    }
    return effective;
  }

  /**
   * Takes in what was delivered of the same run by {@code RunSource.resume}, as the warehouse does:
   * points come after those that are there, other facts replace those of the same name.
   */
  void continueWith(RecordedRun more) {
    run = more.run;
    cursor = more.cursor;
    used.addAll(more.used);
    more.restarts.forEach(
        each -> {
          String series = series(each.kind(), each.key());
          long before = points.getOrDefault(series, List.of()).size();
          restarts.add(new Restart(each.kind(), each.key(), before + each.seq(), each.step()));
        });
    more.points.forEach(
        (series, added) ->
            points.computeIfAbsent(series, absent -> new ArrayList<>()).addAll(added));
    reported.putAll(more.reported);
    params.putAll(more.params);
    tags.putAll(more.tags);
    for (Other other : more.others) {
      others.removeIf(each -> each.name().equals(other.name()));
      others.add(other);
    }
  }

  /** Returns the points of all metrics by {@code kind:key}. */
  public Map<String, List<Point>> allPoints() {
    return points;
  }

  /** Returns the number of params. */
  public int paramCount() {
    return params.size();
  }

  /** Returns the tags by key. */
  public Map<String, String> tags() {
    return tags;
  }

  /** Returns the capabilities that this run made use of. */
  Set<Capability> used() {
    return used;
  }

  /** Returns all facts as canonical lines: the run, then the rest by kind, points in order. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(runLine());
    lines.addAll(params.values());
    tags.forEach(
        (key, value) -> lines.add(line("tag").field("key", key).field("value", value).line()));
    others.stream().map(Other::line).sorted().forEach(lines::add);
    points.forEach((series, values) -> values.forEach(point -> lines.add(line(series, point))));
    restarts.stream().map(this::line).sorted().forEach(lines::add);
    reported.forEach((series, value) -> lines.add(seriesLine("reported", series, value)));
    return lines;
  }

  private String runLine() {
    return line("run")
        .field("tracker_id", run.trackerRunId().equals(run.runId()) ? null : run.trackerRunId())
        .field("tracker", run.tracker())
        .field("project", run.project())
        .field("project_id", run.projectId())
        .field("name", run.name())
        .field("status", run.status().word())
        .flag("deleted", run.deleted())
        .field("created_by", run.createdBy())
        .field("started_at", micros(run.startedAt()))
        .field("ended_at", micros(run.endedAt()))
        .field("parent", run.parentRunId())
        .field("group", run.groupName())
        .field("job_type", run.jobType())
        .field("description", run.description())
        .field("url", run.url())
        .line();
  }

  private String line(String series, Point point) {
    int colon = series.indexOf(':');
    return line("point")
        .field("kind", series.substring(0, colon))
        .field("key", series.substring(colon + 1))
        .field("step", (Long) point.step())
        .field("time", point.timeMicros() == RunSink.NO_TIME ? null : (Long) point.timeMicros())
        .real("value", point.value())
        .line();
  }

  private String line(Restart restart) {
    return line("restart")
        .field("kind", word(restart.kind()))
        .field("key", restart.key())
        .field("seq", (Long) restart.seq())
        .field("step", (Long) restart.step())
        .line();
  }

  private String seriesLine(String fact, String series, double value) {
    int colon = series.indexOf(':');
    return line(fact)
        .field("kind", series.substring(0, colon))
        .field("key", series.substring(colon + 1))
        .real("value", value)
        .line();
  }

  private JsonLine line(String fact) {
    return new JsonLine().field("run", run.runId()).field("fact", fact);
  }

  private static String series(MetricKind kind, String key) {
    return word(kind) + ":" + key;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Long micros(@Nullable Instant instant) {
    return instant == null
        ? null
        : (Long) (instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000);
  }
}
