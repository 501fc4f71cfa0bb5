package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.read.sqlite.SqliteFile;
import dev.almanac.ingest.read.sqlite.SqliteRow;
import dev.almanac.ingest.read.sqlite.SqliteSession;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables in chunks, each its own short read transaction, so that MLflow's writers wait for
 * none of them. A chunk is in memory before its rows are handed on: however slow the reader of the
 * rows is, no lock is held meanwhile.
 */
final class SqliteRows implements SqlRows {

  private static final int CHUNK_ROWS = 20_000;

  /** Characters after which a chunk ends early. */
  private static final long CHUNK_CHARACTERS = 4L << 20;

  /**
   * Tables that may be large and are read from their pages: what a row costs is a tenth of what it
   * costs through JDBC. None of them keeps its row id in a column, which pages would not show.
   */
  private static final Set<String> READ_FROM_PAGES = Set.of("params", "tags", "latest_metrics");

  private final SqliteSession session;
  private final Connection connection;
  private final SqliteFile file;

  SqliteRows(SqliteSession session) {
    this.session = session;
    this.connection = session.connection();
    this.file = session.file();
  }

  @Override
  public void all(String query, Visitor visitor) throws IOException {
    boolean locked = session.access() == SqliteSession.Access.LOCKED;
    boolean pages = locked && READ_FROM_PAGES.contains(query);
    chunks(query, null, pages ? fromPages(query, visitor) : Long.MIN_VALUE, visitor);
  }

  @Override
  public void ofRuns(String table, Collection<String> runIds, Visitor visitor) throws IOException {
    for (String runId : runIds) {
      chunks(table + "_of_run", runId, Long.MIN_VALUE, visitor);
    }
  }

  @Override
  public Map<String, Long> pointCounts(SqlTables tables) throws IOException {
    return PointCounts.of(session, tables);
  }

  /** Visits rows from their pages as far as these are ordinary; returns the last row's id. */
  private long fromPages(String table, Visitor visitor) throws IOException {
    PageRows rows = new PageRows();
    try (SqliteTablePages pages = SqliteTablePages.open(session, table)) {
      rows.columns(pages.columns());
      boolean more = true;
      while (more) {
        more = pages.inTransaction(rows.position, rows);
        rows.handOn(visitor);
      }
    } catch (UnusualPageException leftToSqlite) {
      rows.handOn(visitor);
    } catch (SQLException failed) {
      throw file.explain("read", failed);
    }
    return rows.position;
  }

  /** Gathers the rows of one transaction. */
  private static final class PageRows implements SqliteTablePages.Body {
    private final List<SqliteRow> rows = new ArrayList<>();
    private Map<String, Integer> columns = Map.of();
    private long position = Long.MIN_VALUE;

    void columns(List<String> names) {
      Map<String, Integer> positions = new HashMap<>();
      names.forEach(name -> positions.put(name, positions.size()));
      columns = positions;
    }

    @Override
    public boolean fill(SqlitePages pages) throws IOException {
      long characters = 0;
      while (rows.size() < CHUNK_ROWS && characters < CHUNK_CHARACTERS) {
        if (!pages.next()) {
          return false;
        }
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = pages.record().value(i);
          characters += values[i] instanceof String text ? text.length() : 0;
        }
        rows.add(new SqliteRow(columns, values));
        position = pages.rowId();
      }
      return true;
    }

    void handOn(Visitor visitor) {
      rows.forEach(visitor::row);
      rows.clear();
    }
  }

  private void chunks(String query, @Nullable String runId, long after, Visitor visitor)
      throws IOException {
    long position = after;
    try (PreparedStatement statement = connection.prepareStatement(SqlText.of(query))) {
      boolean more = true;
      while (more) {
        int parameter = 0;
        if (runId != null) {
          statement.setString(++parameter, runId);
        }
        statement.setLong(++parameter, position);
        statement.setInt(++parameter, CHUNK_ROWS);
        List<SqliteRow> rows = new ArrayList<>();
        more = fetch(statement, rows);
        for (SqliteRow row : rows) {
          visitor.row(row);
        }
        if (!rows.isEmpty()) {
          Long last = rows.get(rows.size() - 1).integer("position");
          position = last == null ? Long.MAX_VALUE : last;
        }
      }
    } catch (SQLException failed) {
      throw file.explain("read", failed);
    }
  }

  private static boolean fetch(PreparedStatement statement, List<SqliteRow> rows)
      throws SQLException {
    long characters = 0;
    try (ResultSet result = statement.executeQuery()) {
      Map<String, Integer> columns = columns(result.getMetaData());
      while (result.next()) {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = result.getObject(i + 1);
          characters += values[i] instanceof String text ? text.length() : 0;
        }
        rows.add(new SqliteRow(columns, values));
        if (characters > CHUNK_CHARACTERS) {
          return true;
        }
      }
    }
    return rows.size() == CHUNK_ROWS;
  }

  private static Map<String, Integer> columns(ResultSetMetaData metadata) throws SQLException {
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 0; i < metadata.getColumnCount(); i++) {
      columns.put(metadata.getColumnName(i + 1), i);
    }
    return columns;
  }
}
