package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Streams points of a SQLite store in the order they were logged, in chunks of which each is a
 * short read transaction.
 *
 * <p>MLflow stores infinities as {@code ±Double.MAX_VALUE} ({@code sanitize_metric_value}), which
 * nothing in the store tells from a logged maximum: the value goes in as it stands there, with one
 * problem per run and key.
 */
final class SqlitePoints {

  private static final int CHUNK = 65_536;

  private final Connection connection;
  private final SqliteFile file;
  private final RunSink sink;
  private final Map<String, Integer> handles;
  private final Map<String, Integer> keys = new HashMap<>();
  private final Set<String> clamped = new HashSet<>();

  private final int[] runOf = new int[CHUNK];
  private final int[] keyOf = new int[CHUNK];
  private final long[] stepOf = new long[CHUNK];
  private final long[] microsOf = new long[CHUNK];
  private final double[] valueOf = new double[CHUNK];
  private int count;

  SqlitePoints(Connection connection, SqliteFile file, Map<String, Integer> handles, RunSink sink) {
    this.connection = connection;
    this.file = file;
    this.handles = handles;
    this.sink = sink;
  }

  /** Streams the points of all wanted runs by one scan of the table. */
  void scan() throws IOException {
    chunks("metrics", null);
  }

  /** Streams the points of one run by the index. */
  void ofRun(String runId) throws IOException {
    chunks("metrics_of_run", runId);
  }

  private void chunks(String query, @Nullable String runId) throws IOException {
    long position = Long.MIN_VALUE;
    try (PreparedStatement statement = connection.prepareStatement(SqlText.of(query))) {
      int fetched = CHUNK;
      while (fetched == CHUNK) {
        int parameter = 0;
        if (runId != null) {
          statement.setString(++parameter, runId);
        }
        statement.setLong(++parameter, position);
        statement.setInt(++parameter, CHUNK);
        fetched = 0;
        try (ResultSet result = statement.executeQuery()) {
          while (result.next()) {
            position = result.getLong(1);
            take(result);
            fetched++;
          }
        }
        flush();
      }
    } catch (SQLException failed) {
      throw file.explain("read", failed);
    }
  }

  private void take(ResultSet result) throws SQLException {
    String runId = result.getString(2);
    Integer handle = handles.get(runId);
    if (handle == null) {
      return;
    }
    String key = result.getString(3);
    double value = result.getInt(7) != 0 ? Double.NaN : result.getDouble(4);
    long millis = result.getLong(5);
    runOf[count] = handle;
    keyOf[count] = key(key);
    stepOf[count] = result.getLong(6);
    microsOf[count] = MlflowMapping.micros(millis);
    valueOf[count] = value;
    count++;
    if (Math.abs(value) == Double.MAX_VALUE && clamped.add(runId + '\n' + key)) {
      report(runId, key, value);
    }
    if (!MlflowMapping.fits(millis)) {
      reportTime(runId, key, millis);
    }
  }

  private int key(String key) {
    Integer handle = keys.get(key);
    if (handle == null) {
      handle = sink.key(MlflowMapping.kind(key), key);
      keys.put(key, handle);
    }
    return handle;
  }

  private void flush() {
    for (int i = 0; i < count; i++) {
      sink.point(runOf[i], keyOf[i], stepOf[i], microsOf[i], valueOf[i]);
    }
    count = 0;
  }

  private void report(String runId, String key, double value) {
    sink.problem(
        new Problem(
            Problem.Kind.ALTERED,
            runId,
            "metrics/" + key,
            -1,
            "Cannot tell whether infinity was logged: MLflow's SQL stores keep it as the largest"
                + " double, which went in as it stands there",
            Double.toString(value)));
  }

  private void reportTime(String runId, String key, long millis) {
    sink.problem(
        new Problem(
            Problem.Kind.ALTERED,
            runId,
            "metrics/" + key,
            -1,
            "Cannot keep a point's time: it lies beyond what microseconds in 64 bits can tell",
            Long.toString(millis)));
  }
}
