package dev.almanac.reports;

import dev.almanac.reports.data.Rows;
import dev.almanac.reports.finding.PeriodFindings;
import dev.almanac.reports.period.Period;
import dev.almanac.reports.spec.Piece;
import dev.almanac.reports.spec.QuerySpec;
import dev.almanac.reports.spec.ReportPieces;
import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.query.QueryException;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.QueryTimeoutException;
import dev.almanac.warehouse.query.SqlScript;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Runs the queries of sections. Used by one thread. */
final class SectionQueries {

  /** More rows than a page can show; a query that returns more is refused, not cut. */
  private static final int MOST_ROWS = 50_000;

  private static final SqlScript SCOPED =
      new SqlScript(
          "scoped", "SELECT table_name FROM information_schema.columns WHERE column_name = :scope");

  private static final SqlScript TABLES =
      new SqlScript("tables", "SELECT table_name FROM information_schema.tables");

  private final QueryEngine engine;
  private final ReportPieces pieces;
  private final Map<String, @Nullable Object> parameters;
  private final Set<String> tables;
  private final RowScope scope;
  private Duration limit = Duration.ZERO;
  private long deadline;

  /**
   * Creates a runner.
   *
   * @param scope name of the param, and of the column, to whose rows queries are confined; empty,
   *     or without a value, for all rows
   */
  SectionQueries(
      QueryEngine engine,
      ReportPieces pieces,
      Map<String, @Nullable Object> parameters,
      String scope) {
    this.engine = engine;
    this.pieces = pieces;
    this.parameters = parameters;
    this.tables = names(engine, TABLES, Map.of());
    this.scope =
        parameters.get(scope) == null
            ? RowScope.NONE
            : new RowScope(scope, names(engine, SCOPED, Map.of("scope", scope)));
  }

  /** The rows of a query, or why it did not run. */
  record Answer(Rows rows, RenderedSection.RanQuery ran, List<String> missing) {}

  /** Begins a section: says how long its queries may take together. */
  void begin(Duration timeout) {
    limit = timeout;
    deadline = System.nanoTime() + timeout.toNanos();
  }

  /** Runs one query, unless tables it needs are missing. */
  Answer run(QuerySpec query) {
    String path = query.file();
    QueryText text = QueryText.of(piece(path), query.parts().stream().map(this::piece).toList());
    SqlScript script = new SqlScript(path, scoped(text));
    List<String> missing = query.needs().stream().filter(table -> !tables.contains(table)).toList();
    String sql = script.withParameters(this::literal).strip();
    if (!missing.isEmpty()) {
      return new Answer(
          Rows.NONE, new RenderedSection.RanQuery(query.name(), path, sql, -1), missing);
    }
    Rows rows = read(script, text);
    return new Answer(
        rows, new RenderedSection.RanQuery(query.name(), path, sql, rows.size()), List.of());
  }

  /** Writes the findings of a period: of the project that the parameters name, or of all. */
  PeriodFindings findings(Period period) {
    return PeriodFindings.of(
        engine,
        tables,
        period,
        parameters.get("project") instanceof String project ? project : null);
  }

  private Piece piece(String path) {
    return pieces
        .find(path)
        .orElseThrow(
            () ->
                new SectionException(
                    new RenderedSection.Failure(path, 0, "There is no such file."),
                    new IllegalArgumentException(path)));
  }

  private String scoped(QueryText text) {
    try {
      return scope.over(text.sql());
    } catch (IllegalArgumentException exception) {
      throw failed(text, 0, String.valueOf(exception.getMessage()), exception);
    }
  }

  private Rows read(SqlScript script, QueryText text) {
    Map<String, @Nullable Object> bound = new LinkedHashMap<>(parameters);
    for (String name : script.positional().names()) {
      if (!bound.containsKey(name)) {
        throw failed(
            text,
            SqlErrorLine.first(script.text(), ":" + name),
            "No value for parameter :" + name + "; there are " + parameters.keySet(),
            new IllegalArgumentException(name));
      }
    }
    Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    try (QueryRows cursor = engine.query(script, bound, left)) {
      return rows(cursor, text);
    } catch (QueryTimeoutException exception) {
      throw failed(
          text,
          0,
          "The queries of this section took longer than "
              + limit.toSeconds()
              + " s; this one was ended. Let it read less, or give the section a longer timeout: in"
              + " report.yaml.",
          exception);
    } catch (QueryException exception) {
      Throwable cause = exception.getCause() == null ? exception : exception.getCause();
      String message = String.valueOf(cause.getMessage());
      throw failed(text, SqlErrorLine.of(message, script.text()), message, exception);
    }
  }

  private static Rows rows(QueryRows cursor, QueryText text) {
    List<String> columns = cursor.columns().stream().map(QueryRows.Column::name).toList();
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    while (cursor.next()) {
      if (rows.size() == MOST_ROWS) {
        throw failed(
            text,
            0,
            "The query returns more than " + MOST_ROWS + " rows; aggregate or LIMIT them.",
            new IllegalStateException("too many rows"));
      }
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (int column = 0; column < columns.size(); column++) {
        row.put(columns.get(column), cursor.value(column));
      }
      rows.add(row);
    }
    return new Rows(columns, rows);
  }

  private static SectionException failed(
      QueryText text, int line, String message, Throwable cause) {
    QueryText.Place place = text.at(line);
    Piece piece = place.piece();
    String file = piece.origin().equals("built-in") ? piece.path() : piece.origin();
    return new SectionException(new RenderedSection.Failure(file, place.line(), message), cause);
  }

  /** Writes a parameter as SQL, so that readers can run the query again as it stands. */
  private String literal(String name) {
    Object value = parameters.get(name);
    if (value instanceof Instant instant) {
      return "TIMESTAMPTZ '" + instant + "'";
    }
    if (value == null) {
      return parameters.containsKey(name) ? "NULL" : ":" + name;
    }
    if (name.equals("archived")) {
      // All that archived reports said is no text to be shown with every query.
      return ":" + name;
    }
    return value instanceof Double
        ? value.toString()
        : "'" + value.toString().replace("'", "''") + "'";
  }

  private static TreeSet<String> names(
      QueryEngine engine, SqlScript script, Map<String, ?> parameters) {
    TreeSet<String> names = new TreeSet<>();
    try (QueryRows rows = engine.query(script, parameters)) {
      while (rows.next()) {
        names.add(String.valueOf(rows.text(0)));
      }
    }
    return names;
  }
}
