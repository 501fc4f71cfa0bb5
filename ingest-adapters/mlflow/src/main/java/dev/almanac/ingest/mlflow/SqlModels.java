package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.read.database.Row;
import dev.almanac.ingest.read.source.Fingerprint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The logged models of a SQL store (MLflow 3), by the runs that made them. */
final class SqlModels {

  /** No models at all. */
  static final SqlModels NONE = new SqlModels();

  private final Map<String, List<LoggedModel>> byRun = new HashMap<>();

  private SqlModels() {}

  /** Reads all models; none where the database has no such tables. */
  static SqlModels read(SqlRows rows, SqlTables tables) throws IOException {
    SqlModels models = new SqlModels();
    if (!tables.has("logged_models")) {
      return models;
    }
    Map<String, Map<String, String>> params = pairs(rows, tables, "logged_model_params", "param");
    Map<String, Map<String, String>> tags = pairs(rows, tables, "logged_model_tags", "tag");
    rows.all("logged_models", row -> models.add(row, params, tags));
    return models;
  }

  private static Map<String, Map<String, String>> pairs(
      SqlRows rows, SqlTables tables, String table, String prefix) throws IOException {
    Map<String, Map<String, String>> found = new HashMap<>();
    if (tables.has(table)) {
      rows.all(
          table,
          row ->
              found
                  .computeIfAbsent(row.textOrEmpty("model_id"), absent -> new TreeMap<>())
                  .put(row.textOrEmpty(prefix + "_key"), row.textOrEmpty(prefix + "_value")));
    }
    return found;
  }

  private void add(
      Row row, Map<String, Map<String, String>> params, Map<String, Map<String, String>> tags) {
    String runId = row.textOrEmpty("source_run_id");
    String modelId = row.textOrEmpty("model_id");
    if (!runId.isEmpty()) {
      byRun
          .computeIfAbsent(runId, absent -> new ArrayList<>())
          .add(
              new LoggedModel(
                  modelId,
                  row.text("name"),
                  runId,
                  row.text("model_type"),
                  row.text("status"),
                  "deleted".equals(row.text("lifecycle_stage")),
                  row.text("artifact_location"),
                  params.getOrDefault(modelId, Map.of()),
                  tags.getOrDefault(modelId, Map.of())));
    }
  }

  /** Returns the models that a run made. */
  List<LoggedModel> of(String runId) {
    return byRun.getOrDefault(runId, List.of());
  }

  /** Adds what a run delivers of its models. */
  void addTo(Fingerprint fingerprint, String runId) {
    of(runId).forEach(model -> model.addTo(fingerprint));
  }
}
