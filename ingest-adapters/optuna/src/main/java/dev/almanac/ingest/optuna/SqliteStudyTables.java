package dev.almanac.ingest.optuna;

import dev.almanac.ingest.read.sqlite.SqliteFile;
import dev.almanac.ingest.read.sqlite.SqliteRow;
import dev.almanac.ingest.read.sqlite.SqliteSession;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables of a SQLite file. */
final class SqliteStudyTables implements StudyTables {

  private final SqliteFile file;
  private final SqliteSession session;

  private SqliteStudyTables(SqliteFile file, SqliteSession session) {
    this.file = file;
    this.session = session;
  }

  static SqliteFile file(Path path) {
    return new SqliteFile("Optuna", path);
  }

  static SqliteStudyTables open(Path path) throws IOException {
    SqliteFile file = file(path);
    return new SqliteStudyTables(file, SqliteSession.open(file));
  }

  @Override
  public String tableQuery() {
    return "tables_of_sqlite";
  }

  @Override
  public void query(String query, List<Long> parameters, Visitor visitor) throws IOException {
    try (PreparedStatement statement = session.connection().prepareStatement(SqlText.of(query))) {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setLong(i + 1, parameters.get(i));
      }
      try (ResultSet result = statement.executeQuery()) {
        Map<String, Integer> columns = columns(result.getMetaData());
        while (result.next()) {
          @Nullable Object[] values = new @Nullable Object[columns.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = result.getObject(i + 1);
          }
          visitor.row(new SqliteRow(columns, values));
        }
      }
    } catch (SQLException failed) {
      throw file.explain("read", failed);
    }
  }

  private static Map<String, Integer> columns(ResultSetMetaData metadata) throws SQLException {
    Map<String, Integer> columns = new HashMap<>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      columns.put(metadata.getColumnLabel(i).toLowerCase(Locale.ROOT), i - 1);
    }
    return columns;
  }

  @Override
  public void checkUnchanged() throws IOException {
    session.checkUnchanged();
  }

  @Override
  public void close() throws IOException {
    session.close();
  }
}
