package dev.almanac.warehouse.sync;

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
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.warehouse.commit.RowNames;
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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Takes in runs and stages their rows for one commit. Not safe for use by several threads. */
final class WarehouseSink implements RunSink {

  private static final Instant EARLIEST = Instant.EPOCH.plus(Long.MIN_VALUE, ChronoUnit.MICROS);
  private static final Instant LATEST = Instant.EPOCH.plus(Long.MAX_VALUE, ChronoUnit.MICROS);

  private final String source;
  private final Map<String, RunEntry> entries;
  private final Stored stored;
  private final Instant syncedAt;
  private final Staging staging;
  private final Runnable check;
  private final PointStore points;
  private final PointStore.Naming naming = this::series;
  private final List<OpenRun> runs = new ArrayList<>();
  private final Map<String, Integer> handles = new HashMap<>();
  private final List<MetricName> keys = new ArrayList<>();
  private final Map<MetricName, Integer> keyHandles = new HashMap<>();
  private final Map<String, Set<String>> appendedNames = new HashMap<>();
  private final Tally tally = new Tally();
  private final Set<String> problemNames = new HashSet<>();
  private final Set<String> runsWithProblems = new TreeSet<>();
  private final Set<String> listedRuns = new TreeSet<>();

  /** Points between two looks at whether they are still wanted: a part of a second. */
  private static final int CHECK_POINTS = 1 << 18;

  /** A run that was begun; its row is written last, since its source may learn more of it. */
  private static final class OpenRun {
    private final String runKey;
    private final RunEntry entry;
    private final boolean appended;
    private Run facts;
    private @Nullable String cursor;

    OpenRun(String runKey, RunEntry entry, boolean appended, Run facts) {
      this.runKey = runKey;
      this.entry = entry;
      this.appended = appended;
      this.facts = facts;
    }

    String runId() {
      return entry.runId();
    }

    FileKind fileKind() {
      return entry.live() ? FileKind.LIVE : FileKind.SETTLED;
    }
  }

  private record MetricName(MetricKind kind, String key) {}

  /** What the warehouse holds of the runs that are read again. */
  interface Stored {
    /** Returns the run that this one is known to be another record of, or null. */
    @Nullable String sameAs(String runKey);

    /** Hands over the metrics of a run as they are stored. */
    void metrics(String runKey, Metrics visitor);

    /** Takes in one stored metric. */
    interface Metrics {
      /** Takes in one stored metric. */
      void metric(MetricKind kind, String key, SeriesState.Stored state);
    }
  }

  /**
   * Creates an empty sink.
   *
   * @param entries the runs that may be begun, by their id in the source
   * @param check called now and then while points come in; throws once nobody wants them
   */
  WarehouseSink(
      String source,
      Map<String, RunEntry> entries,
      Stored stored,
      Instant syncedAt,
      Staging staging,
      Runnable check) {
    this.source = source;
    this.entries = entries;
    this.stored = stored;
    this.syncedAt = syncedAt;
    this.staging = staging;
    this.check = check;
    this.points = new PointStore(staging, PointStore.DEFAULT_CAPACITY);
  }

  /** Returns the key of a run in the warehouse. */
  static String runKey(String source, String runId) {
    return source + "/" + runId;
  }

  @Override
  public int begin(Run run) {
    return open(run, false);
  }

  @Override
  public int append(Run run) {
    int handle = open(run, true);
    OpenRun open = runs.get(handle);
    stored.metrics(
        open.runKey,
        (kind, key, state) ->
            points.restore(
                handle,
                key(kind, key),
                new SeriesState(open.runKey, key, kind, open.fileKind()).after(state)));
    return handle;
  }

  private int open(Run run, boolean appended) {
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
    runs.add(new OpenRun(runKey(source, run.runId()), entry, appended, run));
    return handle;
  }

  @Override
  public void update(int run, Run facts) {
    OpenRun open = runs.get(run);
    if (!open.runId().equals(facts.runId())) {
      throw new IllegalArgumentException(
          "Cannot update run " + open.runId() + ": the facts are of " + facts.runId());
    }
    open.facts = facts;
  }

  @Override
  public void cursor(int run, String cursor) {
    runs.get(run).cursor = cursor;
  }

  private void addRun(OpenRun open) {
    Run run = open.facts;
    Instant startedAt = storable(open, "started_at", run.startedAt());
    Instant endedAt = storable(open, "ended_at", run.endedAt());
    staging.add(
        RunTables.RUNS,
        open.fileKind(),
        open.runKey,
        source,
        run.tracker(),
        run.project(),
        run.projectId(),
        run.trackerRunId(),
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
        open.entry.fingerprint(),
        open.entry.live(),
        false,
        stored.sameAs(open.runKey),
        open.cursor);
  }

  private static @Nullable Double duration(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null ? null : seconds(from, to);
  }

  /**
   * {@code ChronoUnit.MICROS.between} counts nanoseconds on the way, which is 292 years at most.
   */
  private static double seconds(Instant from, Instant to) {
    double micros = (to.getEpochSecond() - from.getEpochSecond()) * 1e6;
    return (micros + (to.getNano() - from.getNano()) / 1_000) / 1e6;
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
    return new SeriesState(open.runKey, name.key(), name.kind(), open.fileKind());
  }

  @Override
  public void point(int run, int key, long step, long timeMicros, double value) {
    points.point(run, key, step, timeMicros, value, naming);
    if (points.points() % CHECK_POINTS == 0) {
      check.run();
    }
  }

  @Override
  public void restart(int run, int key, long step) {
    MetricName name = keys.get(key);
    long seq = points.pointsOf(run, key, naming);
    boolean isSystem = name.kind() == MetricKind.SYSTEM;
    add(RunTables.METRIC_RESTARTS, run, name.key(), seq, step, isSystem);
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
  public void param(int run, String key, String value, ParamType type, ParamOrigin origin) {
    // A text that reads like a number is one for analyses, whatever it was in the source.
    Double number = type == ParamType.BOOL ? null : ParamTyping.of(value).number();
    String from = origin.name().toLowerCase(Locale.ROOT);
    add(RunTables.PARAMS, run, key, value, number, type.word(), from);
  }

  @Override
  public void metric(int run, MetricDefinition definition) {
    add(
        RunTables.METRIC_DEFINITIONS,
        run,
        definition.key(),
        definition.stepKind().word(),
        definition.stepMetric(),
        definition.direction(),
        definition.directionBasis(),
        definition.summary(),
        definition.unit(),
        definition.kind() == MetricKind.SYSTEM);
  }

  @Override
  public void searchDimension(int run, SearchDimension dimension) {
    add(
        RunTables.SEARCH_SPACE,
        run,
        dimension.key(),
        dimension.type().name().toLowerCase(Locale.ROOT),
        dimension.scale().name().toLowerCase(Locale.ROOT),
        dimension.low(),
        dimension.high(),
        dimension.step(),
        dimension.choices().isEmpty() ? null : JsonTexts.array(dimension.choices()),
        dimension.declared());
  }

  @Override
  public void identity(int run, RunIdentity identity) {
    String kind = identity.kind().name().toLowerCase(Locale.ROOT);
    add(RunTables.RUN_IDENTITIES, run, kind, identity.value());
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
    row[0] = open.runKey;
    System.arraycopy(values, 0, row, 1, values.length);
    staging.add(table, open.fileKind(), row);
    if (open.appended) {
      appendedNames
          .computeIfAbsent(table.name(), absent -> new HashSet<>())
          .add(RowNames.name(open.runKey, names(table, row)));
    }
  }

  private static List<@Nullable Object> names(TableSpec table, @Nullable Object[] row) {
    List<@Nullable Object> names = new ArrayList<>();
    for (String column : table.nameColumns()) {
      names.add(row[table.indexOf(column)]);
    }
    return names;
  }

  @Override
  public void problem(Problem problem) {
    tally.add(problem);
    String runId = problem.runId();
    String runKey = runId == null ? null : runKey(source, runId);
    @Nullable Object[] row = {
      source,
      runKey,
      problem.kind().name().toLowerCase(Locale.ROOT),
      problem.location(),
      problem.offset(),
      problem.reason(),
      problem.raw(),
      syncedAt
    };
    staging.add(RunTables.QUARANTINE, FileKind.SETTLED, row);
    Integer handle = runId == null ? null : handles.get(runId);
    boolean replacedWithItsRun = handle != null && !runs.get(handle).appended;
    if (runKey != null && !replacedWithItsRun) {
      runsWithProblems.add(runKey);
      problemNames.add(RowNames.name(source, names(RunTables.QUARANTINE, row)));
    }
  }

  /** Takes in what listing found: of its run nothing else was found then. */
  void listed(Problem problem) {
    problem(problem);
    String runId = problem.runId();
    if (runId != null) {
      listedRuns.add(runKey(source, runId));
    }
  }

  /** Returns the keys of the runs about which listing found something. */
  Set<String> listedRuns() {
    return listedRuns;
  }

  /** Returns the keys of runs that something was found about and that were not read whole. */
  Set<String> runsWithProblems() {
    return runsWithProblems;
  }

  /** Returns the names of the problems of such runs. */
  Set<String> problemNames() {
    return problemNames;
  }

  /** Writes what is left in memory; nothing may be taken in afterwards. */
  void finish() {
    points.finish();
    runs.forEach(this::addRun);
  }

  /** Returns the keys in the warehouse of the runs that were begun. */
  List<String> runKeys() {
    return runs.stream().map(run -> run.runKey).toList();
  }

  /** Returns the keys of the runs whose stored points stay. */
  List<String> appendedKeys() {
    return runs.stream().filter(run -> run.appended).map(run -> run.runKey).toList();
  }

  /** Returns the names of the rows of a table that were delivered of such runs. */
  Set<String> appendedNames(TableSpec table) {
    return appendedNames.getOrDefault(table.name(), Set.of());
  }

  long points() {
    return points.points();
  }

  Tally tally() {
    return tally;
  }
}
