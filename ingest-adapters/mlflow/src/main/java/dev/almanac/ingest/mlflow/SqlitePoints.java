package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.read.sqlite.SqliteSession;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Streams points of a SQLite store in the order they were logged, in chunks of which each is a
 * short read transaction.
 */
final class SqlitePoints {

  private final SqliteSession session;
  private final PointChunk chunk;

  SqlitePoints(SqliteSession session, Map<String, Integer> handles, RunSink sink) {
    this.session = session;
    this.chunk = new PointChunk(handles, sink);
  }

  /**
   * Streams the points of all wanted runs by one scan of the table: from the pages of the file as
   * far as they are ordinary, the rest by a query.
   */
  void scan() throws IOException {
    boolean locked = session.access() == SqliteSession.Access.LOCKED;
    long position = locked ? new SqlitePointScan(session, chunk).deliver() : Long.MIN_VALUE;
    chunks("metrics", null, position);
  }

  /** Streams the points of one run by the index. */
  void ofRun(String runId) throws IOException {
    chunks("metrics_of_run", runId, Long.MIN_VALUE);
  }

  private void chunks(String query, @Nullable String runId, long after) throws IOException {
    long position = after;
    try (PreparedStatement statement = session.connection().prepareStatement(SqlText.of(query))) {
      int fetched = PointChunk.CAPACITY;
      while (fetched == PointChunk.CAPACITY) {
        int parameter = 0;
        if (runId != null) {
          statement.setString(++parameter, runId);
        }
        statement.setLong(++parameter, position);
        statement.setInt(++parameter, PointChunk.CAPACITY);
        fetched = 0;
        try (ResultSet result = statement.executeQuery()) {
          while (result.next()) {
            position = result.getLong(1);
            take(result);
            fetched++;
          }
        }
        chunk.flush();
      }
    } catch (SQLException failed) {
      throw session.file().explain("read", failed);
    }
  }

  private void take(ResultSet result) throws SQLException {
    Integer run = chunk.runHandles().get(result.getString(2));
    if (run != null) {
      double value = result.getInt(7) != 0 ? Double.NaN : result.getDouble(4);
      chunk.add(run, chunk.key(result.getString(3)), value, result.getLong(5), result.getLong(6));
    }
  }
}
