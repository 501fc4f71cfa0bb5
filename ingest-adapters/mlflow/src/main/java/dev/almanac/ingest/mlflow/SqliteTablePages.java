package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.read.sqlite.SqliteSession;
import java.io.Closeable;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the rows of one table from the pages of the database file, in short transactions that
 * SQLite holds meanwhile. For sessions that read under locks only.
 *
 * <p>Close it when no transaction is open, see {@link SqlitePages}.
 */
final class SqliteTablePages implements Closeable {

  private final Connection connection;
  private final String table;
  private final List<String> columns;
  private final SqlitePages pages;
  private String declaration = "";

  private SqliteTablePages(
      Connection connection, String table, List<String> columns, SqlitePages pages) {
    this.connection = connection;
    this.table = table;
    this.columns = List.copyOf(columns);
    this.pages = pages;
  }

  /** Takes in rows while a transaction is open; must not take long. */
  interface Body {
    /** Takes in rows, and tells whether there may be more. */
    boolean fill(SqlitePages pages) throws IOException;
  }

  /** Opens a table. */
  static SqliteTablePages open(SqliteSession session, String table)
      throws IOException, SQLException {
    List<String> columns = new ArrayList<>();
    try (PreparedStatement statement =
        session.connection().prepareStatement(SqlText.of("table_columns"))) {
      statement.setString(1, table);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          columns.add(result.getString(1));
        }
      }
    }
    SqlitePages pages = SqlitePages.open(session.file().path(), columns.size());
    return new SqliteTablePages(session.connection(), table, columns, pages);
  }

  /** Returns the names of the columns in the order of the record. */
  List<String> columns() {
    return columns;
  }

  /**
   * Goes behind a row and lets rows be taken in, in one transaction.
   *
   * @return what the body returned
   * @throws UnusualPageException if SQLite itself has to read the table
   */
  boolean inTransaction(long after, Body body) throws SQLException, IOException {
    connection.setAutoCommit(false);
    try {
      pages.seek(root(), after);
      return body.fill(pages);
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** Returns the root page; the query also takes the shared lock that lasts until the end. */
  private int root() throws SQLException, IOException {
    try (PreparedStatement statement = connection.prepareStatement(SqlText.of("table_root"))) {
      statement.setString(1, table);
      try (ResultSet result = statement.executeQuery()) {
        if (!result.next()) {
          throw new UnusualPageException("no table");
        }
        String sql = result.getString(2);
        if (!declaration.isEmpty() && !declaration.equals(sql)) {
          throw new UnusualPageException("table declared anew");
        }
        declaration = sql;
        return result.getInt(1);
      }
    }
  }

  @Override
  public void close() throws IOException {
    pages.close();
  }
}
