package dev.almanac.reports.archive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one query in {@code report.json}.
 *
 * @param columns names in order
 * @param rows the cells of each row
 */
record ArchivedRows(List<String> columns, List<JsonNode> rows) {

  /** Reads the rows of a query; none if it is missing. */
  static ArchivedRows of(@Nullable JsonNode query) {
    List<String> columns = new ArrayList<>();
    List<JsonNode> rows = new ArrayList<>();
    if (query != null) {
      query.path("columns").forEach(column -> columns.add(column.asText()));
      query.path("rows").forEach(rows::add);
    }
    return new ArchivedRows(columns, rows);
  }

  int size() {
    return rows.size();
  }

  /** Returns the leading columns that hold text in all rows of both. */
  static List<String> key(ArchivedRows left, ArchivedRows right) {
    List<String> key = new ArrayList<>();
    List<String> columns = left.columns().isEmpty() ? right.columns() : left.columns();
    for (String column : columns) {
      if (!left.isText(column) || !right.isText(column)) {
        return key;
      }
      key.add(column);
    }
    return key;
  }

  private boolean isText(String column) {
    int at = columns.indexOf(column);
    return rows.isEmpty() || (at >= 0 && rows.stream().allMatch(row -> row.path(at).isTextual()));
  }

  /** Returns the rows by their key; fewer than there are if it does not tell them apart. */
  Map<String, JsonNode> by(List<String> key) {
    Map<String, JsonNode> named = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      named.put(String.join(" / ", key.stream().map(column -> cell(row, column)).toList()), row);
    }
    return named;
  }

  /** Returns a cell as text; empty if it is missing. */
  String cell(@Nullable JsonNode row, String column) {
    int at = columns.indexOf(column);
    return row == null || at < 0 || row.path(at).isNull() ? "" : row.path(at).asText();
  }

  boolean isNumber(@Nullable JsonNode row, String column) {
    int at = columns.indexOf(column);
    return row != null && at >= 0 && row.path(at).isNumber();
  }
}
