package dev.almanac.analyses.spark;

import dev.almanac.warehouse.WarehouseSnapshot;
import dev.almanac.warehouse.catalog.WarehouseCatalog;
import dev.almanac.warehouse.schema.ColumnSpec;
import dev.almanac.warehouse.schema.ColumnType;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Shows a session the tables of one snapshot: each is a view of its rows at its pin, made when the
 * first script names it, since Spark reads a table's metadata when a view of it is made. Safe for
 * use by several threads.
 */
final class PinnedViews {

  /** Tables up to this size, as Iceberg estimates it, are read from the warehouse once. */
  private static final long KEPT_BYTES = 64L << 20;

  private final SparkSession session;
  private final WarehouseSnapshot snapshot;
  private final boolean keeping;
  private final List<TableSpec> tables;
  private final Set<String> shown = new HashSet<>();

  /**
   * Creates the views of a session.
   *
   * @param keeping whether small tables are kept in the cluster's memory, for sessions that read
   *     them many times
   */
  PinnedViews(
      SparkSession session, List<TableSpec> tables, WarehouseSnapshot snapshot, boolean keeping) {
    this.session = session;
    this.tables = List.copyOf(tables);
    this.snapshot = snapshot;
    this.keeping = keeping;
  }

  /** Makes the views of all tables whose name is in a script. */
  synchronized void show(String sql) {
    for (TableSpec table : tables) {
      String name = table.name();
      if (!shown.contains(name) && Pattern.compile("\\b" + name + "\\b").matcher(sql).find()) {
        show(table, snapshot.pins().get(name));
        shown.add(name);
      }
    }
  }

  private void show(TableSpec table, @Nullable Long pin) {
    session.sql(view(table, pin));
    if (keeping && pin != null && bytes(table) <= KEPT_BYTES) {
      session.catalog().cacheTable(table.name());
    }
  }

  private long bytes(TableSpec table) {
    return session
        .table(table.name())
        .queryExecution()
        .optimizedPlan()
        .stats()
        .sizeInBytes()
        .longValue();
  }

  /** Lets go of the tables that are kept. */
  synchronized void forget() {
    List<String> names = new ArrayList<>(shown);
    names.forEach(name -> session.catalog().uncacheTable(name));
  }

  private static String view(TableSpec table, @Nullable Long pin) {
    String begin = "CREATE OR REPLACE TEMPORARY VIEW `" + table.name() + "` AS ";
    if (pin == null) {
      return begin + empty(table);
    }
    String catalog = WarehouseCatalog.NAME;
    return begin
        + String.join(".", "SELECT * FROM " + catalog, catalog, "`" + table.name() + "`")
        + " VERSION AS OF "
        + pin;
  }

  private static String empty(TableSpec table) {
    StringJoiner columns = new StringJoiner(", ", "SELECT ", " WHERE false");
    for (ColumnSpec column : table.columns()) {
      columns.add("CAST(NULL AS " + sqlType(column.type()) + ") AS `" + column.name() + "`");
    }
    return columns.toString();
  }

  private static String sqlType(ColumnType type) {
    return switch (type) {
      case TEXT -> "STRING";
      case BIGINT -> "BIGINT";
      case INTEGER -> "INT";
      case DOUBLE -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case TIMESTAMP -> "TIMESTAMP";
      case DATE -> "DATE";
    };
  }
}
