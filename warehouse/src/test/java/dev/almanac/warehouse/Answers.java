package dev.almanac.warehouse;

import dev.almanac.warehouse.query.DuckDbEngine;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.RunTables;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks a warehouse at its newest snapshot and returns rows as text, cells parted by bars. */
final class Answers {

  private Answers() {}

  static List<String> of(Warehouse warehouse, String sql) {
    try (DuckDbEngine engine = warehouse.engine(warehouse.current().orElseThrow())) {
      return of(engine, sql);
    }
  }

  static List<String> of(DuckDbEngine engine, String sql) {
    List<String> lines = new ArrayList<>();
    try (QueryRows rows = engine.query(new SqlScript("test", sql), Map.of())) {
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int column = 0; column < rows.columns().size(); column++) {
          cells.add(String.valueOf(rows.value(column)));
        }
        lines.add(String.join("|", cells));
      }
    }
    return lines;
  }

  /** Returns all rows of all tables but {@code sync_log}, without the times of the sync itself. */
  static List<String> ofAllTables(Warehouse warehouse) {
    List<String> answers = new ArrayList<>();
    try (DuckDbEngine engine = warehouse.engine(warehouse.current().orElseThrow())) {
      for (TableSpec table : RunTables.ALL) {
        if (table != RunTables.SYNC_LOG) {
          answers.add(table.name());
          answers.addAll(
              of(
                  engine,
                  "SELECT COLUMNS(lambda c: c NOT IN ('synced_at', 'seen_at')) FROM "
                      + table.name()
                      + " ORDER BY ALL"));
        }
      }
    }
    return answers;
  }
}
