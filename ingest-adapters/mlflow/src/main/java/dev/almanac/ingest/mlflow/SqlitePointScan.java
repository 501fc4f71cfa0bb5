package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.read.sqlite.SqliteSession;
import dev.almanac.ingest.read.text.ByteTexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Streams the points of the wanted runs from the pages of the database file. */
final class SqlitePointScan {

  /**
   * Rows looked at in one transaction, wanted or not: MLflow's writers wait for less than 0.1 s.
   */
  private static final int ROWS = 4 * PointChunk.CAPACITY;

  private final SqliteSession session;
  private final PointChunk chunk;
  private final ByteTexts runs = new ByteTexts();
  private final ByteTexts keys = new ByteTexts();
  private List<String> columns = List.of();
  private long position = Long.MIN_VALUE;

  SqlitePointScan(SqliteSession session, PointChunk chunk) {
    this.session = session;
    this.chunk = chunk;
    for (Map.Entry<String, Integer> run : chunk.runHandles().entrySet()) {
      byte[] id = run.getKey().getBytes(StandardCharsets.UTF_8);
      runs.put(id, 0, id.length, run.getValue());
    }
  }

  /**
   * Delivers points in the order of row ids up to the end, or up to a row that is not for this
   * class to read.
   *
   * @return the id of the last row that was dealt with; {@link Long#MIN_VALUE} if there is none
   */
  long deliver() throws IOException {
    try (SqliteTablePages table = SqliteTablePages.open(session, "metrics")) {
      columns = table.columns();
      boolean more = true;
      while (more) {
        more = table.inTransaction(position, this::fill);
        chunk.flush();
      }
    } catch (UnusualPageException leftToSqlite) {
      chunk.flush();
    } catch (SQLException failed) {
      throw session.file().explain("read", failed);
    }
    return position;
  }

  private boolean fill(SqlitePages pages) throws IOException {
    int runColumn = columns.indexOf("run_uuid");
    int keyColumn = columns.indexOf("key");
    int valueColumn = columns.indexOf("value");
    int timeColumn = columns.indexOf("timestamp");
    int stepColumn = columns.indexOf("step");
    int nanColumn = columns.indexOf("is_nan");
    SqliteRecord row = pages.record();
    for (int visited = 0; visited < ROWS && !chunk.isFull(); visited++) {
      if (!pages.next()) {
        return false;
      }
      int run = runs.find(row.bytes(), row.textStart(runColumn), row.textLength(runColumn));
      if (run != ByteTexts.UNKNOWN) {
        boolean nan = row.integer(nanColumn) != 0;
        double value = nan ? Double.NaN : row.real(valueColumn);
        chunk.add(
            run, key(row, keyColumn), value, row.integer(timeColumn), row.integer(stepColumn));
      }
      position = pages.rowId();
    }
    return true;
  }

  private int key(SqliteRecord row, int column) throws UnusualPageException {
    int start = row.textStart(column);
    int length = row.textLength(column);
    int handle = keys.find(row.bytes(), start, length);
    if (handle == ByteTexts.UNKNOWN) {
      handle = chunk.key(new String(row.bytes(), start, length, StandardCharsets.UTF_8));
      keys.put(row.bytes(), start, length, handle);
    }
    return handle;
  }
}
