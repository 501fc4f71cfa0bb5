package dev.almanac.analyses;

import dev.almanac.warehouse.query.DuckDbEngine;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.ColumnSpec;
import dev.almanac.warehouse.schema.RunTables;
import dev.almanac.warehouse.schema.TableSpec;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The warehouse's tables in a DuckDB of their own, for tests of analyses; no files. */
public final class InMemoryTables implements ResultStore, AutoCloseable {

  private final Connection connection;
  private final DuckDbEngine engine;
  private final List<TableSpec> results = new ArrayList<>();

  /** Creates all tables that syncs fill, and those of the analyses. */
  public InMemoryTables(Analysis... analyses) {
    try {
      connection = DriverManager.getConnection("jdbc:duckdb:");
      engine = new DuckDbEngine(connection);
      execute("SET TimeZone = 'UTC'");
      for (TableSpec table : RunTables.ALL) {
        create(table);
      }
      results.add(AnalysisTables.ANALYSIS);
      results.add(AnalysisTables.ANALYSIS_EXCLUSION);
      for (Analysis analysis : analyses) {
        analysis.tables().stream().filter(t -> !results.contains(t)).forEach(results::add);
      }
      for (TableSpec table : results) {
        create(table);
      }
    } catch (SQLException exception) {
      throw new IllegalStateException(exception);
    }
  }

  /** Returns the engine over the tables. */
  public DuckDbEngine engine() {
    return engine;
  }

  /** Runs a statement that fills tables. */
  public void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException exception) {
      throw new IllegalStateException(sql, exception);
    }
  }

  /** Adds rows; each value as the Java type of its column. */
  public void insert(TableSpec table, List<@Nullable Object[]> rows) {
    String marks = String.join(", ", Collections.nCopies(table.columns().size(), "?"));
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + table.name() + " VALUES (" + marks + ")")) {
      for (@Nullable Object[] row : rows) {
        for (int index = 0; index < row.length; index++) {
          Object value = row[index];
          insert.setObject(
              index + 1,
              value instanceof Instant instant
                  ? OffsetDateTime.ofInstant(instant, ZoneOffset.UTC)
                  : value);
        }
        insert.execute();
      }
    } catch (SQLException exception) {
      throw new IllegalStateException(table.name(), exception);
    }
  }

  /** Runs a query and returns its rows as text, cells joined by {@code |}, NULL as {@code ∅}. */
  public List<String> lines(String sql) {
    List<String> lines = new ArrayList<>();
    try (var rows = engine.query(new SqlScript("test", sql), Map.of())) {
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int column = 0; column < rows.columns().size(); column++) {
          Object value = rows.value(column);
          cells.add(value == null ? "∅" : value.toString());
        }
        lines.add(String.join("|", cells));
      }
    }
    return lines;
  }

  @Override
  public void replace(Set<String> superseded, Map<TableSpec, List<@Nullable Object[]>> rows) {
    if (!superseded.isEmpty()) {
      String ids = superseded.stream().map(id -> "'" + id + "'").collect(Collectors.joining(", "));
      for (TableSpec table : results) {
        execute("DELETE FROM " + table.name() + " WHERE analysis_id IN (" + ids + ")");
      }
    }
    rows.forEach(this::insert);
  }

  @Override
  public void close() {
    engine.close();
  }

  private void create(TableSpec table) {
    String columns =
        table.columns().stream()
            .map((ColumnSpec column) -> "\"" + column.name() + "\" " + column.type().sql())
            .collect(Collectors.joining(", "));
    execute("CREATE TABLE " + table.name() + " (" + columns + ")");
  }
}
