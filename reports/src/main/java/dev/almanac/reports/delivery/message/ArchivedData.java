package dev.almanac.reports.delivery.message;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code report.json} by names: sections, queries, rows, cells. What is missing is empty. */
record ArchivedData(JsonNode root) {

  /** One row. */
  record Row(Map<String, JsonNode> cells) {

    /** Returns a cell as text; empty if it is missing. */
    String text(String column) {
      JsonNode cell = cells.get(column);
      return cell == null || cell.isNull() ? "" : cell.asText();
    }

    /** Returns a cell as a number; NaN if it is missing or none. */
    double number(String column) {
      JsonNode cell = cells.get(column);
      return cell == null || !cell.isNumber() ? Double.NaN : cell.asDouble();
    }

    /** Returns a cell as a count; 0 if it is missing. */
    long count(String column) {
      double number = number(column);
      return Double.isNaN(number) ? 0 : (long) number;
    }
  }

  /** Returns the rows of a query. */
  List<Row> rows(String section, String query) {
    List<Row> rows = new ArrayList<>();
    for (JsonNode candidate : section(section).path("queries")) {
      if (candidate.path("name").asText().equals(query)) {
        candidate.path("rows").forEach(row -> rows.add(row(candidate.path("columns"), row)));
      }
    }
    return rows;
  }

  private static Row row(JsonNode columns, JsonNode cells) {
    Map<String, JsonNode> row = new LinkedHashMap<>();
    for (int index = 0; index < columns.size(); index++) {
      row.put(columns.path(index).asText(), cells.path(index));
    }
    return new Row(row);
  }

  /** Returns the findings of all sections, in order. */
  List<JsonNode> findings() {
    List<JsonNode> findings = new ArrayList<>();
    root.path("sections").forEach(section -> section.path("findings").forEach(findings::add));
    return findings;
  }

  private JsonNode section(String id) {
    for (JsonNode section : root.path("sections")) {
      if (section.path("id").asText().equals(id)) {
        return section;
      }
    }
    return root.path("nothing");
  }
}
