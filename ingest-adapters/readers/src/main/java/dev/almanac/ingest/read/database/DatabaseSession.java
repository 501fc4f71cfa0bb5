package dev.almanac.ingest.read.database;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * One read-only transaction on a database server: everything read in it is of one moment, nothing
 * is locked, and nothing can be written. Opened anew for each listing and each batch, so that no
 * connection has to outlive what the caller does between them. Not safe for use by several threads.
 */
public interface DatabaseSession extends Closeable {

  /** Rows of one page of {@link #pages}. */
  int PAGE_ROWS = 20_000;

  /** Takes in rows. */
  @FunctionalInterface
  interface Visitor {
    /** Takes in one row. */
    void row(DatabaseRow row) throws IOException;
  }

  /**
   * Connects and begins the transaction.
   *
   * @throws IOException if that cannot be done; the message says why, without user and password
   */
  static DatabaseSession open(DatabaseAddress address) throws IOException {
    return address.engine() == DatabaseAddress.Engine.POSTGRESQL
        ? PostgresqlSession.connect(address)
        : MysqlSession.connect(address);
  }

  /** Returns the database. */
  DatabaseAddress address();

  /**
   * Visits the rows of a query, which come from the server some thousands at a time.
   *
   * @param sql the query, {@code ?} for each parameter
   * @param parameters texts, numbers and truth values in their order
   */
  void query(String sql, List<?> parameters, Visitor visitor) throws IOException;

  /**
   * Visits the rows of a query page by page. Its first column is a unique key, and it reads {@code
   * … WHERE key > ? ORDER BY key LIMIT ?}: no page costs more than the first.
   *
   * @param before a key that is smaller than any
   */
  default void pages(String sql, Object before, Visitor visitor) throws IOException {
    Page page = new Page(before, visitor);
    do {
      page.rows = 0;
      query(sql, List.of(page.last, PAGE_ROWS), page);
    } while (page.rows == PAGE_ROWS);
  }

  /** Remembers how far a page went. */
  final class Page implements Visitor {
    private final Visitor visitor;
    private Object last;
    private int rows;

    private Page(Object before, Visitor visitor) {
      this.last = before;
      this.visitor = visitor;
    }

    @Override
    public void row(DatabaseRow row) throws IOException {
      Object key = row.values()[0];
      if (key == null) {
        throw new IOException("Cannot read the database page by page: a key is NULL");
      }
      last = key;
      rows++;
      visitor.row(row);
    }
  }
}
