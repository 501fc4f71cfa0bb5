package dev.almanac.warehouse.sync;

import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.model.Artifact;
import dev.almanac.ingest.model.DatasetUse;
import dev.almanac.ingest.model.EnvironmentFact;
import dev.almanac.ingest.model.LineageEdge;
import dev.almanac.ingest.model.Run;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.warehouse.schema.RunTables;
import dev.almanac.warehouse.schema.TableSpec;
import dev.almanac.warehouse.write.FileKind;
import dev.almanac.warehouse.write.PointStore;
import dev.almanac.warehouse.write.PointStore.SeriesState;
import dev.almanac.warehouse.write.Staging;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes in runs and stages their rows for one commit. Not safe for use by several threads. */
final class WarehouseSink implements RunSink {

  private static final Instant EARLIEST = Instant.EPOCH.plus(Long.MIN_VALUE, ChronoUnit.MICROS);
  private static final Instant LATEST = Instant.EPOCH.plus(Long.MAX_VALUE, ChronoUnit.MICROS);

  private final String source;
  private final Map<String, RunEntry> entries;
  private final Instant syncedAt;
  private final Staging staging;
  private final PointStore points;
  private final PointStore.Naming naming = this::series;
  private final List<OpenRun> runs = new ArrayList<>();
  private final Map<String, Integer> handles = new HashMap<>();
  private final List<MetricName> keys = new ArrayList<>();
  private final Map<MetricName, Integer> keyHandles = new HashMap<>();
  private final Tally tally = new Tally();

  private record OpenRun(String runId, String runKey, FileKind fileKind) {}

  private record MetricName(MetricKind kind, String key) {}

  /**
   * Creates an empty sink.
   *
   * @param entries the runs that may be begun, by the tracker's id
   */
  WarehouseSink(String source, Map<String, RunEntry> entries, Instant syncedAt, Staging staging) {
    this.source = source;
    this.entries = entries;
    this.syncedAt = syncedAt;
    this.staging = staging;
    this.points = new PointStore(staging, PointStore.DEFAULT_CAPACITY);
  }

  /** Returns the key of a run in the warehouse. */
  static String runKey(String source, String runId) {
    return source + "/" + runId;
  }

  @Override
  public int begin(Run run) {
    RunEntry entry = entries.get(run.runId());
    if (entry == null) {
      throw new IllegalArgumentException(
          "Cannot begin run " + run.runId() + ": it is not in the batch");
    }
    int handle = runs.size();
    if (handles.putIfAbsent(run.runId(), handle) != null) {
      throw new IllegalArgumentException(
          "Cannot begin run " + run.runId() + ": it was begun before");
    }
    FileKind kind = entry.live() ? FileKind.LIVE : FileKind.SETTLED;
    OpenRun open = new OpenRun(run.runId(), runKey(source, run.runId()), kind);
    runs.add(open);
    addRun(run, open, entry);
    return handle;
  }

  private void addRun(Run run, OpenRun open, RunEntry entry) {
    Instant startedAt = storable(open, "started_at", run.startedAt());
    Instant endedAt = storable(open, "ended_at", run.endedAt());
    staging.add(
        RunTables.RUNS,
        open.fileKind(),
        open.runKey(),
        source,
        run.tracker(),
        run.project(),
        run.projectId(),
        run.runId(),
        run.name(),
        run.status().word(),
        run.deleted(),
        run.createdBy(),
        startedAt,
        endedAt,
        duration(startedAt, endedAt),
        run.parentRunId(),
        run.groupName(),
        run.jobType(),
        run.description(),
        run.url(),
        syncedAt,
        entry.fingerprint(),
        entry.live(),
        false);
  }

  private static @Nullable Double duration(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null ? null : ChronoUnit.MICROS.between(from, to) / 1e6;
  }

  /** Returns a time that fits into 64-bit microseconds, or null and a problem. */
  private @Nullable Instant storable(OpenRun run, String column, @Nullable Instant time) {
    if (time == null) {
      return null;
    }
    if (time.isAfter(EARLIEST) && time.isBefore(LATEST)) {
      return time;
    }
    problem(
        new Problem(
            Problem.Kind.ALTERED,
            run.runId(),
            "runs." + column,
            -1,
            "The time is beyond the range of 64-bit microseconds and is left out.",
            time.toString()));
    return null;
  }

  @Override
  public int key(MetricKind kind, String key) {
    MetricName name = new MetricName(kind, key);
    Integer handle = keyHandles.putIfAbsent(name, keys.size());
    if (handle == null) {
      keys.add(name);
      return keys.size() - 1;
    }
    return handle;
  }

  private SeriesState series(int run, int key) {
    OpenRun open = runs.get(run);
    MetricName name = keys.get(key);
    return new SeriesState(open.runKey(), name.key(), name.kind(), open.fileKind());
  }

  @Override
  public void point(int run, int key, long step, long timeMicros, double value) {
    points.point(run, key, step, timeMicros, value, naming);
  }

  @Override
  public void reported(int run, int key, double value) {
    points.reported(run, key, value, naming);
  }

  @Override
  public void param(int run, String key, String value, ParamOrigin origin) {
    ParamTyping typing = ParamTyping.of(value);
    String from = origin.name().toLowerCase(Locale.ROOT);
    add(RunTables.PARAMS, run, key, value, typing.number(), typing.type(), from);
  }

  @Override
  public void tag(int run, String key, String value) {
    add(RunTables.TAGS, run, key, value);
  }

  @Override
  public void projectTag(int run, String key, String value) {
    add(RunTables.PROJECT_TAGS, run, key, value);
  }

  @Override
  public void artifact(int run, Artifact artifact) {
    add(
        RunTables.ARTIFACTS,
        run,
        artifact.path(),
        artifact.kind(),
        artifact.sizeBytes(),
        artifact.digest(),
        artifact.uri());
  }

  @Override
  public void dataset(int run, DatasetUse dataset) {
    add(
        RunTables.DATASETS,
        run,
        dataset.name(),
        dataset.digest(),
        dataset.context(),
        dataset.sourceUri());
  }

  @Override
  public void environment(int run, EnvironmentFact fact) {
    add(RunTables.ENVIRONMENT, run, fact.kind(), fact.key(), fact.value());
  }

  @Override
  public void lineage(int run, LineageEdge edge) {
    String relation = edge.relation().name().toLowerCase(Locale.ROOT);
    String other =
        switch (edge.relation()) {
          case PARENT, FORK, RESUME, RETRY -> runKey(source, edge.otherId());
          case INPUT, OUTPUT -> edge.otherId();
        };
    add(RunTables.LINEAGE, run, relation, other, edge.step());
  }

  private void add(TableSpec table, int run, @Nullable Object... values) {
    OpenRun open = runs.get(run);
    @Nullable Object[] row = new Object[values.length + 1];
    row[0] = open.runKey();
    System.arraycopy(values, 0, row, 1, values.length);
    staging.add(table, open.fileKind(), row);
  }

  @Override
  public void problem(Problem problem) {
    tally.add(problem);
    String runId = problem.runId();
    staging.add(
        RunTables.QUARANTINE,
        FileKind.SETTLED,
        source,
        runId == null ? null : runKey(source, runId),
        problem.kind().name().toLowerCase(Locale.ROOT),
        problem.location(),
        problem.offset(),
        problem.reason(),
        problem.raw(),
        syncedAt);
  }

  /** Writes what is left in memory; nothing may be taken in afterwards. */
  void finish() {
    points.finish();
  }

  /** Returns the keys in the warehouse of the runs that were begun. */
  List<String> runKeys() {
    return runs.stream().map(OpenRun::runKey).toList();
  }

  long points() {
    return points.points();
  }

  Tally tally() {
    return tally;
  }
}
