package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.read.database.DatabaseAddress;
import dev.almanac.ingest.read.database.DatabaseSession;
import dev.almanac.ingest.read.sqlite.SqliteSession;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a database holds. MLflow's schema has changed some fifty times; what is needed is looked up
 * and never concluded from a version.
 *
 * @param columns names of columns by table
 * @param byRun tables that can be asked for one run without reading all of it
 */
record SqlTables(Map<String, Set<String>> columns, Set<String> byRun) {

  SqlTables {
    columns = Map.copyOf(columns);
    byRun = Set.copyOf(byRun);
  }

  /** Looks up the tables of a database. */
  static SqlTables of(SqliteSession session) throws IOException {
    Map<String, Set<String>> columns = new HashMap<>();
    Set<String> byRun = new HashSet<>();
    try (Statement statement = session.connection().createStatement()) {
      try (ResultSet result = statement.executeQuery(SqlText.of("tables"))) {
        while (result.next()) {
          columns
              .computeIfAbsent(result.getString(1), absent -> new HashSet<>())
              .add(result.getString(2));
        }
      }
      try (ResultSet result = statement.executeQuery(SqlText.of("indexed_tables"))) {
        while (result.next()) {
          byRun.add(result.getString(1));
        }
      }
    } catch (SQLException failed) {
      throw session.file().explain("read", failed);
    }
    return new SqlTables(columns, byRun);
  }

  /** Looks up the tables of a database server. */
  static SqlTables of(DatabaseSession session) throws IOException {
    boolean postgresql = session.address().engine() == DatabaseAddress.Engine.POSTGRESQL;
    String suffix = postgresql ? "postgresql" : "mysql";
    Map<String, Set<String>> columns = new HashMap<>();
    Set<String> byRun = new HashSet<>();
    session.query(
        SqlText.of("server/tables_of_" + suffix),
        List.of(),
        row ->
            columns
                .computeIfAbsent(String.valueOf(row.text(0)), absent -> new HashSet<>())
                .add(String.valueOf(row.text(1))));
    session.query(
        SqlText.of("server/indexed_tables_of_" + suffix),
        List.of(),
        row -> byRun.add(String.valueOf(row.text(0))));
    return new SqlTables(columns, byRun);
  }

  /** Tells whether a table exists. */
  boolean has(String table) {
    return columns.containsKey(table);
  }

  /** Tells whether a table has a column. */
  boolean has(String table, String column) {
    return columns.getOrDefault(table, Set.of()).contains(column);
  }

  /** Tells whether these are the tables of an MLflow tracking store. */
  boolean isMlflow() {
    return has("experiments", "artifact_location")
        && has("runs", "run_uuid")
        && has("metrics", "run_uuid")
        && has("params", "run_uuid")
        && has("tags", "run_uuid");
  }
}
