package dev.almanac.reports.archive;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a report is made of, as {@code report.json} keeps it.
 *
 * @param report name of the report
 * @param title heading of the page
 * @param period name of the period, for example {@code 2026-W12}
 * @param state {@code ok}, {@code degraded} or {@code empty}
 * @param sections in the order of the page
 */
public record ReportContent(
    String report, String title, String period, String state, List<Section> sections) {

  /** Checks for null and copies the list. */
  public ReportContent {
    requireNonNull(report, "report is null");
    requireNonNull(title, "title is null");
    requireNonNull(period, "period is null");
    requireNonNull(state, "state is null");
    sections = List.copyOf(sections);
  }

  /**
   * A section.
   *
   * @param id anchor in the page
   * @param title heading
   * @param state {@code ok}, {@code empty} or {@code failed}
   * @param queries the rows of its queries
   */
  public record Section(String id, String title, String state, List<Query> queries) {

    /** Copies the list. */
    public Section {
      queries = List.copyOf(queries);
    }
  }

  /**
   * The rows of a query.
   *
   * @param name by which the template knows it
   * @param columns none if the query did not run
   * @param rows cells of {@link String}, {@link Long}, {@link Double}, {@link Boolean}, {@link
   *     Instant}, {@link LocalDate} or null
   */
  public record Query(
      String name, List<Column> columns, List<List<? extends @Nullable Object>> rows) {

    /** Copies the lists. */
    public Query {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }

    /** Tells whether the query ran; if not, a table that it needs was missing. */
    public boolean ran() {
      return !columns.isEmpty();
    }
  }

  /** A column. */
  public record Column(String name, Type type) {}

  /** What a column holds. */
  public enum Type {
    /** Words. */
    TEXT,
    /** Whole numbers of 64 bits. */
    BIGINT,
    /** Numbers, NaN and infinities included. */
    DOUBLE,
    /** Yes or no. */
    BOOLEAN,
    /** Points in time. */
    TIMESTAMP,
    /** Days. */
    DATE;

    static Type of(Object value) {
      if (value instanceof Long) {
        return BIGINT;
      }
      if (value instanceof Double) {
        return DOUBLE;
      }
      if (value instanceof Boolean) {
        return BOOLEAN;
      }
      if (value instanceof Instant) {
        return TIMESTAMP;
      }
      return value instanceof LocalDate ? DATE : TEXT;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads what {@link ReportJson} wrote. */
  static ReportContent of(JsonNode json) {
    List<Section> sections = new ArrayList<>();
    for (JsonNode section : json.path("sections")) {
      List<Query> queries = new ArrayList<>();
      section.path("queries").forEach(query -> queries.add(query(query)));
      sections.add(
          new Section(
              section.path("id").asText(),
              section.path("title").asText(),
              section.path("state").asText(),
              queries));
    }
    return new ReportContent(
        json.path("report").asText(),
        json.path("title").asText(),
        json.path("period").path("id").asText(),
        json.path("state").asText(),
        sections);
  }

  private static Query query(JsonNode json) {
    List<Column> columns = new ArrayList<>();
    for (JsonNode name : json.path("columns")) {
      columns.add(new Column(name.asText(), type(json, columns.size())));
    }
    List<List<? extends @Nullable Object>> rows = new ArrayList<>();
    for (JsonNode row : json.path("rows")) {
      List<@Nullable Object> cells = new ArrayList<>();
      for (Column column : columns) {
        cells.add(value(row.path(cells.size()), column.type()));
      }
      rows.add(Collections.unmodifiableList(cells));
    }
    return new Query(json.path("name").asText(), columns, rows);
  }

  /** Returns the stated type; of a column without a value or a statement, what its cells are. */
  private static Type type(JsonNode json, int column) {
    String word = json.path("types").path(column).asText("").toUpperCase(Locale.ROOT);
    for (Type type : Type.values()) {
      if (type.name().equals(word)) {
        return type;
      }
    }
    Type guessed = Type.TEXT;
    for (JsonNode row : json.path("rows")) {
      JsonNode cell = row.path(column);
      if (cell.isNumber()) {
        guessed = cell.isIntegralNumber() && guessed != Type.DOUBLE ? Type.BIGINT : Type.DOUBLE;
      } else if (cell.isBoolean()) {
        guessed = Type.BOOLEAN;
      } else if (!cell.isNull()) {
        return Type.TEXT;
      }
    }
    return guessed;
  }

  private static @Nullable Object value(JsonNode cell, Type type) {
    if (cell.isNull() || cell.isMissingNode()) {
      return null;
    }
    return switch (type) {
      case BIGINT -> cell.asLong();
      case DOUBLE -> cell.isNumber() ? cell.asDouble() : Double.valueOf(cell.asText());
      case BOOLEAN -> cell.asBoolean();
      case TIMESTAMP -> Instant.parse(cell.asText());
      case DATE -> LocalDate.parse(cell.asText());
      case TEXT -> cell.asText();
    };
  }
}
