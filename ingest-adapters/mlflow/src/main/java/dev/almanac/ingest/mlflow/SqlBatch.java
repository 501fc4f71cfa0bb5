package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.ParamOrigin;
import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.read.database.Row;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a batch of runs of a SQL store: everything but the points of metrics.
 *
 * <p>A batch that wants most runs reads each table once; one that wants few asks for each run by
 * the index on {@code run_uuid}.
 */
final class SqlBatch {

  private final SqlListing listing;
  private final SqlRows rows;
  private final SqlTables tables;
  private final ArtifactPlaces places;
  private final RunSink sink;

  /** Handles of the runs that were begun, by id. */
  private final Map<String, Integer> handles = new LinkedHashMap<>();

  SqlBatch(
      SqlListing listing, SqlRows rows, SqlTables tables, ArtifactPlaces places, RunSink sink) {
    this.listing = listing;
    this.rows = rows;
    this.tables = tables;
    this.places = places;
    this.sink = sink;
  }

  /** Which way to read. */
  enum Access {
    /** Each table once. */
    SCAN,
    /** Each run by the index. */
    BY_RUN
  }

  /** Delivers the runs and returns their handles by id. */
  Map<String, Integer> read(List<SqlRun> runs, Access access) throws IOException {
    Map<String, Map<String, String>> tags = texts("tags", runs, access);
    for (SqlRun run : runs) {
      String runId = run.facts().runId();
      Map<String, String> runTags = tags.getOrDefault(runId, Map.of());
      int handle =
          sink.begin(
              MlflowMapping.run(run.facts(), run.experiment(), runTags, listing.parentName(run)));
      handles.put(runId, handle);
      MlflowMapping.describe(handle, run.facts(), run.experiment(), runTags, sink);
      runTags.forEach((key, value) -> sink.tag(handle, key, value));
    }
    tags.clear();
    readParams(runs, access);
    readLinksAndModels(runs);
    for (SqlRun run : runs) {
      places.deliver(handle(run.facts().runId()), run.facts(), run.experiment().id(), sink);
    }
    return handles;
  }

  private int handle(String runId) {
    Integer handle = handles.get(runId);
    if (handle == null) {
      throw new IllegalStateException("run was not begun: " + runId);
    }
    return handle;
  }

  private void readParams(List<SqlRun> runs, Access access) throws IOException {
    each(
        "params",
        runs,
        access,
        row -> {
          Integer handle = handles.get(row.textOrEmpty("run_uuid"));
          if (handle != null) {
            sink.param(
                handle, row.textOrEmpty("key"), row.textOrEmpty("value"), ParamOrigin.LOGGED);
          }
        });
  }

  private void readLinksAndModels(List<SqlRun> runs) throws IOException {
    SqlLinks links = listing.links();
    SqlModels models = listing.models();
    for (SqlRun run : runs) {
      String runId = run.facts().runId();
      int handle = handle(runId);
      links.deliver(handle, runId, sink);
      List<LoggedModel> made = models.of(runId);
      Map<String, String> params = made.isEmpty() ? Map.of() : params(runId);
      for (LoggedModel model : made) {
        boolean known = links.hasOutput(runId, model.modelId());
        model.deliver(
            handle,
            known ? LoggedModel.EdgeState.KNOWN : LoggedModel.EdgeState.MISSING,
            params,
            sink);
        places.deliver(handle, model, run.experiment().id(), sink);
      }
    }
  }

  private Map<String, String> params(String runId) throws IOException {
    Map<String, String> params = new HashMap<>();
    rows.ofRuns(
        "params",
        List.of(runId),
        row -> params.put(row.textOrEmpty("key"), row.textOrEmpty("value")));
    return params;
  }

  private Map<String, Map<String, String>> texts(String table, List<SqlRun> runs, Access access)
      throws IOException {
    Map<String, Map<String, String>> found = new HashMap<>();
    runs.forEach(run -> found.put(run.facts().runId(), new TreeMap<>()));
    each(
        table,
        runs,
        access,
        row -> {
          Map<String, String> texts = found.get(row.textOrEmpty("run_uuid"));
          if (texts != null) {
            texts.put(row.textOrEmpty("key"), row.textOrEmpty("value"));
          }
        });
    return found;
  }

  private void each(String table, List<SqlRun> runs, Access access, SqlRows.Visitor visitor)
      throws IOException {
    if (access == Access.SCAN || !tables.byRun().contains(table)) {
      rows.all(table, visitor);
    } else {
      rows.ofRuns(table, runs.stream().map(run -> run.facts().runId()).toList(), visitor);
    }
  }

  /** Delivers what MLflow states as each metric's latest value. Call after the points. */
  void readLatest(List<SqlRun> runs, Access access) throws IOException {
    if (!tables.has("latest_metrics")) {
      return;
    }
    each(
        "latest_metrics",
        runs,
        access,
        row -> {
          Integer handle = handles.get(row.textOrEmpty("run_uuid"));
          Double value = row.real("value");
          if (handle != null && value != null) {
            Long nan = row.integer("is_nan");
            String key = row.textOrEmpty("key");
            sink.reported(
                handle,
                sink.key(MlflowMapping.kind(key), key),
                nan != null && nan != 0 ? Double.NaN : value);
          }
        });
  }

  /** Delivers the points of logged models that are not among the points of their run. */
  void readModelMetrics() throws IOException {
    if (!tables.has("logged_model_metrics")) {
      return;
    }
    rows.all("model_metrics", this::addModelPoint);
  }

  private void addModelPoint(Row row) {
    Integer handle = handles.get(row.textOrEmpty("run_id"));
    Long missing = row.integer("missing");
    if (handle == null || missing == null || missing == 0) {
      return;
    }
    Double value = row.real("metric_value");
    Long step = row.integer("metric_step");
    Long time = row.integer("metric_timestamp_ms");
    if (step != null && time != null) {
      String key = row.textOrEmpty("metric_name");
      int keyHandle = sink.key(MlflowMapping.kind(key), key);
      // NaN is NULL in SQLite.
      double number = value == null ? Double.NaN : value;
      sink.point(handle, keyHandle, step, MlflowMapping.micros(time), number);
    } else {
      sink.problem(
          new Problem(
              Problem.Kind.CORRUPT,
              row.text("run_id"),
              "logged_model_metrics",
              -1,
              "A point of a logged model has no step or time",
              null));
    }
  }
}
