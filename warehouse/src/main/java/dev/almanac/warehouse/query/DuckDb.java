package dev.almanac.warehouse.query;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;

/** Opens DuckDB instances that live in memory and spell SQL texts for them. */
public final class DuckDb {

  private static final List<String> SETTINGS =
      List.of(
          "SET TimeZone = 'UTC'",
          "SET autoinstall_known_extensions = false",
          "SET autoload_known_extensions = false",
          "SET enable_progress_bar = false");

  /** How DuckDB begins to say that its memory did not suffice; JDBC gives no code for it. */
  private static final String OUT_OF_MEMORY = "Out of Memory Error";

  private DuckDb() {}

  /**
   * Opens an instance of its own.
   *
   * @param memoryLimitBytes memory before it spills
   * @param temporaryFolder where it spills to; made when needed
   */
  public static Connection open(long memoryLimitBytes, int threads, String temporaryFolder) {
    Connection connection = null;
    try {
      connection = DriverManager.getConnection("jdbc:duckdb:", new Properties());
      execute(connection, "SET memory_limit = '" + memoryLimitBytes + "B'");
      execute(connection, "SET threads = " + threads);
      execute(connection, "SET temp_directory = " + text(temporaryFolder));
      for (String setting : SETTINGS) {
        execute(connection, setting);
      }
      return connection;
    } catch (SQLException exception) {
      closeQuietly(connection, exception);
      throw new QueryException("Cannot start DuckDB: " + exception.getMessage(), exception);
    }
  }

  /** Returns the exception for what failed, with DuckDB's own words. */
  static QueryException failure(String what, SQLException cause) {
    String said = String.valueOf(cause.getMessage());
    return said.contains(OUT_OF_MEMORY)
        ? new QueryMemoryException(what + ": " + said, cause)
        : new QueryException(what + ": " + said, cause);
  }

  /** Opens an instance of its own that takes no more than a share of the machine. */
  public static Connection open(DuckDbShare share, String temporaryFolder) {
    return open(share.memoryBytes(), share.threads(), temporaryFolder);
  }

  private static void closeQuietly(
      @org.jspecify.annotations.Nullable Connection connection, SQLException cause) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException suppressed) {
        cause.addSuppressed(suppressed);
      }
    }
  }

  /** Runs a statement without result; each gets its own, since an error closes it. */
  public static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Returns a text as SQL literal. */
  public static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** Returns a name as SQL identifier. */
  public static String name(String value) {
    return '"' + value.replace("\"", "\"\"") + '"';
  }

  /**
   * Returns a path as literal for {@code read_parquet}, which would take {@code *}, {@code ?} and
   * {@code [} for patterns.
   */
  public static String file(String path) {
    StringBuilder escaped = new StringBuilder(path.length());
    for (int index = 0; index < path.length(); index++) {
      char c = path.charAt(index);
      if (c == '*' || c == '?' || c == '[') {
        escaped.append('[').append(c).append(']');
      } else {
        escaped.append(c);
      }
    }
    return text(escaped.toString());
  }
}
