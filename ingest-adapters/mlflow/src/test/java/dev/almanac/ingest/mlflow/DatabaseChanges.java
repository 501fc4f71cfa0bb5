package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.testkit.AdapterUnderTest.SourceChange;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** What MLflow may do to a database between two syncs, in the statements that it uses. */
final class DatabaseChanges {

  private static final String ANY_RUN =
      "(SELECT run_uuid FROM runs WHERE status = 'FAILED' ORDER BY run_uuid LIMIT 1)";

  /** Names of changes and the SQL that makes them. */
  private static final Map<String, String> CHANGES =
      Map.of(
          "a tag is edited",
          "UPDATE tags SET value = 'other' WHERE key = 'mlflow.user' AND run_uuid = " + ANY_RUN,
          "a point with a lower step is added",
          "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan)"
              + " SELECT key, 0.5, timestamp, run_uuid, step - 1, 0 FROM metrics"
              + " WHERE key = 'loss' AND step > 3 LIMIT 1",
          "a run ends",
          "UPDATE runs SET status = 'FAILED', end_time = 1700000060000 WHERE status = 'RUNNING'",
          "a run is deleted",
          "UPDATE runs SET lifecycle_stage = 'deleted' WHERE run_uuid = " + ANY_RUN,
          "a run is removed for good",
          "DELETE FROM runs WHERE run_uuid = " + ANY_RUN,
          "an experiment is renamed",
          "UPDATE experiments SET name = 'retention' WHERE name = 'churn'",
          "a param is added",
          "INSERT INTO params (key, value, run_uuid) VALUES ('late', 'x', " + ANY_RUN + ")",
          "a parent run is renamed",
          "UPDATE runs SET name = 'other sweep' WHERE run_uuid IN"
              + " (SELECT value FROM tags WHERE key = 'mlflow.parentRunId')",
          "an experiment gets a tag",
          "INSERT INTO experiment_tags (key, value, experiment_id)"
              + " SELECT 'late', 'x', experiment_id FROM experiments WHERE name = 'churn'");

  private DatabaseChanges() {}

  static List<SourceChange> all() {
    return CHANGES.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            change -> new SourceChange(change.getKey(), input -> execute(input, change.getValue())))
        .toList();
  }

  /** Executes a statement as another process would. */
  static void execute(Path input, String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + input.resolve("mlflow.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
