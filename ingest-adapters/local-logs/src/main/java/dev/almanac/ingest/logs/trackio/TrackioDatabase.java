package dev.almanac.ingest.logs.trackio;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.read.source.Fingerprint;
import dev.almanac.ingest.read.sqlite.SqliteFile;
import dev.almanac.ingest.read.sqlite.SqliteSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One database of Trackio, opened for the time of a question. Databases of before there were run
 * ids name a run by its name alone.
 *
 * @param path the database
 * @param project the project, which is the file's name
 */
record TrackioDatabase(Path path, String project) {

  /** Tables in which a run leaves rows, with what identifies the latest of them. */
  private static final List<String> TABLES =
      List.of("metrics", "configs", "system_metrics", "alerts");

  /**
   * A run in the listing.
   *
   * @param id its id, or its name where there are no ids
   * @param fingerprint of its rows
   */
  record ListedRun(String id, String fingerprint) {}

  /** Takes in a row. */
  @FunctionalInterface
  interface Row {
    /** Takes in the row that the result stands at. */
    void take(ResultSet row) throws SQLException, IOException;
  }

  SqliteFile file() {
    return new SqliteFile("Trackio", path);
  }

  /** Lists the runs; none if this is somebody else's database. */
  List<ListedRun> runs() throws IOException {
    try (SqliteSession session = SqliteSession.open(file())) {
      Map<String, Set<String>> tables = tables(session);
      Set<String> metrics = tables.getOrDefault("metrics", Set.of());
      if (!metrics.containsAll(Set.of("run_name", "metrics", "step", "timestamp"))) {
        return List.of();
      }
      Map<String, Fingerprint> runs = new TreeMap<>();
      for (String table : TABLES) {
        if (tables.containsKey(table)) {
          list(session, table, column(tables.getOrDefault(table, Set.of())), runs);
        }
      }
      session.checkUnchanged();
      List<ListedRun> listed = new ArrayList<>();
      runs.forEach((id, fingerprint) -> listed.add(new ListedRun(id, fingerprint.text())));
      return listed;
    }
  }

  private void list(
      SqliteSession session, String table, String column, Map<String, Fingerprint> runs)
      throws IOException {
    boolean isConfig = table.equals("configs");
    String latest = isConfig ? "CAST(config AS TEXT)" : "MAX(timestamp)";
    query(
        session,
        sql("runs").formatted(column, latest, table, column),
        List.of(),
        row -> {
          String id = row.getString(1);
          if (id != null) {
            runs.computeIfAbsent(id, absent -> new Fingerprint())
                .row(table, row.getString(2), row.getString(3), row.getString(4), row.getString(5));
          }
        });
  }

  /** Returns the column that names a run in a table. */
  static String column(Set<String> columns) {
    return columns.contains("run_id") ? "run_id" : "run_name";
  }

  /** Returns the columns of all tables. */
  Map<String, Set<String>> tables(SqliteSession session) throws IOException {
    Map<String, Set<String>> tables = new LinkedHashMap<>();
    query(
        session,
        sql("tables"),
        List.of(),
        row ->
            tables
                .computeIfAbsent(row.getString(1), absent -> new HashSet<>())
                .add(row.getString(2)));
    return tables;
  }

  /** Runs a query and hands on its rows one by one. */
  void query(SqliteSession session, String sql, List<String> arguments, Row taker)
      throws IOException {
    try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
      for (int i = 0; i < arguments.size(); i++) {
        statement.setString(i + 1, arguments.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          taker.take(rows);
        }
      }
    } catch (SQLException failed) {
      throw file().explain("read", failed);
    }
  }

  /** Returns a query of this package's resources. */
  static String sql(String name) {
    String resource = "/dev/almanac/ingest/logs/trackio/" + name + ".sql";
    try (InputStream input = TrackioDatabase.class.getResourceAsStream(resource)) {
      return new String(
          requireNonNull(input, "no resource " + resource).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
