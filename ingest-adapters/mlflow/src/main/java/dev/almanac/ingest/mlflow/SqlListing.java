package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunListing;
import dev.almanac.ingest.RunSource;
import dev.almanac.ingest.model.RunEntry;
import dev.almanac.ingest.read.database.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists a SQL store: all runs, with fingerprints over everything that reading them would deliver.
 *
 * <p>Of the points, only the latest of each key and the number of all count: MLflow only ever adds
 * points, so that a change shows in one of the two. Each table is read once, by a few grouped
 * queries.
 */
final class SqlListing {

  /** Points that one batch should hold at most, see {@link RunSource#plan}. */
  private static final long BATCH_POINTS = 10_000_000;

  /** Runs that one batch should hold at most: their tags are in memory at once. */
  private static final int BATCH_RUNS = 10_000;

  private final SqlRows rows;
  private final SqlTables tables;
  private final ArtifactPlaces places;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, SqlRun> runs = new LinkedHashMap<>();
  private SqlLinks links = SqlLinks.NONE;
  private SqlModels models = SqlModels.NONE;

  SqlListing(SqlRows rows, SqlTables tables, ArtifactPlaces places) {
    this.tables = tables;
    this.places = places;
    this.rows = rows;
  }

  /** Reads what a listing needs. */
  SqlListing read() throws IOException {
    places.refresh();
    Map<String, ExperimentFacts> experiments = experiments();
    rows.all("runs", row -> addRun(row, experiments));
    rows.all("tags", row -> with(row, "run_uuid", this::addTag));
    rows.all("params", row -> with(row, "run_uuid", (run, each) -> addPair("param", run, each)));
    if (tables.has("latest_metrics")) {
      rows.all("latest_metrics", row -> with(row, "run_uuid", SqlListing::addLatest));
    }
    addPointCounts();
    links = SqlLinks.read(rows, tables);
    models = SqlModels.read(rows, tables);
    for (SqlRun run : runs.values()) {
      addRest(run);
    }
    return this;
  }

  private void addRest(SqlRun run) throws IOException {
    String runId = run.facts().runId();
    String experimentId = run.experiment().id();
    links.addTo(run.fingerprint(), runId);
    models.addTo(run.fingerprint(), runId);
    places.addTo(run.fingerprint(), run.facts(), experimentId);
    for (LoggedModel model : models.of(runId)) {
      places.addTo(run.fingerprint(), model, experimentId);
    }
  }

  private interface RunVisitor {
    void row(SqlRun run, Row row);
  }

  private void with(Row row, String column, RunVisitor visitor) {
    SqlRun run = runs.get(row.textOrEmpty(column));
    if (run != null) {
      visitor.row(run, row);
    }
  }

  private Map<String, ExperimentFacts> experiments() throws IOException {
    Map<String, Map<String, String>> tags = new HashMap<>();
    if (tables.has("experiment_tags")) {
      rows.all(
          "experiment_tags",
          row ->
              tags.computeIfAbsent(row.textOrEmpty("experiment_id"), absent -> new HashMap<>())
                  .put(row.textOrEmpty("key"), row.textOrEmpty("value")));
    }
    Map<String, ExperimentFacts> experiments = new HashMap<>();
    rows.all(
        "experiments",
        row -> {
          String id = row.textOrEmpty("experiment_id");
          experiments.put(
              id,
              new ExperimentFacts(
                  id,
                  row.text("name") == null ? id : row.textOrEmpty("name"),
                  "deleted".equals(row.text("lifecycle_stage")),
                  row.text("workspace"),
                  tags.getOrDefault(id, Map.of())));
        });
    return experiments;
  }

  private void addRun(Row row, Map<String, ExperimentFacts> experiments) {
    String runId = row.textOrEmpty("run_uuid");
    if (runId.isEmpty()) {
      problems.add(problem(null, "runs", row, "Is a run without an id"));
      return;
    }
    String experimentId = row.textOrEmpty("experiment_id");
    ExperimentFacts experiment = experiments.get(experimentId);
    if (experiment == null) {
      problems.add(
          problem(runId, "runs", row, "Names an experiment that is not there; its id is its name"));
      experiment = new ExperimentFacts(experimentId, experimentId, false, null, Map.of());
    }
    runs.put(runId, new SqlRun(facts(runId, row), experiment));
  }

  private static Problem problem(@Nullable String runId, String table, Row row, String reason) {
    Long position = row.integer("position");
    return new Problem(
        Problem.Kind.CORRUPT, runId, table, position == null ? -1 : position, reason, null);
  }

  /** Returns a row of table {@code runs} as facts. */
  private static RunFacts facts(String runId, Row row) {
    return new RunFacts(
        runId,
        row.text("name"),
        row.text("status"),
        row.text("user_id"),
        row.integer("start_time"),
        row.integer("end_time"),
        "deleted".equals(row.text("lifecycle_stage")),
        row.text("source_name"),
        row.text("source_version"),
        row.text("entry_point_name"),
        row.text("artifact_uri"));
  }

  private void addTag(SqlRun run, Row row) {
    run.tag(row.textOrEmpty("key"), row.textOrEmpty("value"));
  }

  private static void addPair(String table, SqlRun run, Row row) {
    run.fingerprint().row(table, row.textOrEmpty("key"), row.textOrEmpty("value"));
  }

  private static void addLatest(SqlRun run, Row row) {
    run.fingerprint()
        .row(
            "latest",
            row.text("key"),
            row.text("value"),
            row.text("timestamp"),
            row.text("step"),
            row.text("is_nan"));
  }

  private void addPointCounts() throws IOException {
    rows.pointCounts(tables)
        .forEach(
            (runId, count) -> {
              SqlRun run = runs.get(runId);
              if (run != null) {
                run.points(count);
              }
            });
  }

  /**
   * Groups entries into batches.
   *
   * @param listing the last one, or null if there was none
   */
  static List<List<RunEntry>> plan(@Nullable SqlListing listing, List<RunEntry> wanted) {
    List<List<RunEntry>> batches = new ArrayList<>();
    List<RunEntry> batch = new ArrayList<>();
    long points = 0;
    for (RunEntry entry : wanted) {
      SqlRun run = listing == null ? null : listing.runs.get(entry.runId());
      long more = run == null ? 0 : run.points();
      if (!batch.isEmpty() && (points + more > BATCH_POINTS || batch.size() == BATCH_RUNS)) {
        batches.add(batch);
        batch = new ArrayList<>();
        points = 0;
      }
      batch.add(entry);
      points += more;
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }

  /** Returns those runs of a batch that are there. */
  List<SqlRun> present(List<RunEntry> batch) {
    List<SqlRun> present = new ArrayList<>();
    for (RunEntry entry : batch) {
      SqlRun run = runs.get(entry.runId());
      if (run != null) {
        present.add(run);
      }
    }
    return present;
  }

  /** Returns the runs by id, in the order of the table. */
  Map<String, SqlRun> runs() {
    return runs;
  }

  /** Returns the links of all runs. */
  SqlLinks links() {
    return links;
  }

  /** Returns the logged models of all runs. */
  SqlModels models() {
    return models;
  }

  /** Returns the name of a run's parent, or null. */
  @Nullable String parentName(SqlRun run) {
    SqlRun parent = run.parentRunId() == null ? null : runs.get(run.parentRunId());
    return parent == null ? null : parent.name();
  }

  /** Returns the listing. Call once. */
  RunListing listing() {
    List<RunEntry> entries = new ArrayList<>(runs.size());
    runs.values().forEach(run -> entries.add(run.entry(parentName(run))));
    return new RunListing(entries, problems);
  }
}
