package dev.almanac.warehouse.query;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Makes a DuckDB instance safe for SQL that a user wrote. */
public final class UserSql {

  private UserSql() {}

  /**
   * Locks an instance whose views have been made, and puts the gate before it. The order matters:
   * after the last setting none can be changed, and after {@code enable_external_access} no folder
   * can be allowed any more.
   *
   * <p>An allowed folder can be written to as well as read; that nothing is written is the gate's
   * part.
   *
   * @param dataFolder the only folder whose files can be read: the one with the tables' files, not
   *     the one with the catalog
   */
  public static DuckDbEngine lock(Connection connection, UserLimits limits, Path dataFolder)
      throws SQLException {
    String folder = dataFolder + "/";
    DuckDb.execute(connection, "SET max_temp_directory_size = '" + limits.spillLimitBytes() + "B'");
    DuckDb.execute(connection, "SET max_execution_time = " + limits.timeout().toMillis());
    DuckDb.execute(connection, "SET allowed_directories = [" + DuckDb.text(folder) + "]");
    DuckDb.execute(connection, "SET enable_external_access = false");
    DuckDb.execute(connection, "SET lock_configuration = true");
    return new DuckDbEngine(connection, new StatementGate(connection));
  }
}
