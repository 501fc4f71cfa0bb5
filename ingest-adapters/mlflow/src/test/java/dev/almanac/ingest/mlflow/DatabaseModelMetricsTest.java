package dev.almanac.ingest.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.ingest.read.sqlite.SqliteFile;
import dev.almanac.ingest.read.sqlite.SqliteSession;
import dev.almanac.ingest.testkit.RecordedCase;
import dev.almanac.ingest.testkit.RecordedRun;
import dev.almanac.ingest.testkit.Sources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Points of logged models in a database, and how points are counted. */
class DatabaseModelMetricsTest {

  @TempDir Path folder;

  @BeforeEach
  void copyStore() throws IOException {
    new RecordedCase("sqlite-3.17.2", Path.of("src/test/resources/cases/sqlite-3.17.2"))
        .copyTo(folder);
  }

  @Test
  void pointsThatTheRunHasAreNotDeliveredTwice() throws IOException {
    assertThat(points("accuracy")).containsExactly(0.75, 0.875, Double.NaN);
    assertThat(points("auc")).containsExactly(0.9);
  }

  @Test
  void pointsThatOnlyTheModelHasAreDelivered() throws Exception {
    DatabaseChanges.execute(folder, "DELETE FROM metrics WHERE key = 'auc'");
    assertThat(points("auc")).containsExactly(0.9);

    DatabaseChanges.execute(
        folder, "UPDATE logged_model_metrics SET metric_value = 0.5 WHERE metric_name = 'auc'");
    assertThat(points("auc")).containsExactly(0.5);
  }

  @Test
  void countingByPagesCountsWhatCountingByTheIndexCounts() throws Exception {
    Map<String, Long> byIndex = counts();
    DatabaseChanges.execute(folder, "DROP INDEX index_metrics_run_uuid");
    DatabaseChanges.execute(folder, "DROP INDEX index_metrics_run_uuid_key_step");
    assertThat(counts()).isEqualTo(byIndex).hasSizeGreaterThan(5);
    assertThat(byIndex.values().stream().mapToLong(Long::longValue).sum()).isGreaterThan(50);
  }

  private Map<String, Long> counts() throws IOException {
    try (SqliteSession session =
        SqliteSession.open(
            new SqliteFile("MLflow", folder.resolve("mlflow.db").toAbsolutePath()))) {
      return new TreeMap<>(PointCounts.of(session, SqlTables.of(session)));
    }
  }

  private List<Double> points(String key) throws IOException {
    List<Sources.Reading> readings = Sources.readAll(new MlflowSourceFactory(), folder);
    return readings.get(0).runs().runs().values().stream()
        .flatMap(run -> run.points(key).stream())
        .map(RecordedRun.Point::value)
        .sorted()
        .toList();
  }
}
