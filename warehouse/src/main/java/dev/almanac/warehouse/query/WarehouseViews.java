package dev.almanac.warehouse.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;

/** Makes the views by which a DuckDB instance sees the tables of one snapshot. */
public final class WarehouseViews {

  private WarehouseViews() {}

  /**
   * Makes the view of one table, with its comments.
   *
   * @param paths local paths of the table's files at the snapshot; none for an empty table
   */
  public static void create(
      Connection connection, String name, String comment, Schema schema, List<String> paths)
      throws SQLException {
    StringBuilder sql = new StringBuilder();
    String view = DuckDb.name(name);
    sql.append("CREATE VIEW ").append(view).append(" AS SELECT * FROM ");
    sql.append(ParquetScan.of(schema, paths)).append(";\n");
    sql.append("COMMENT ON VIEW ").append(view).append(" IS ").append(DuckDb.text(comment));
    sql.append(";\n");
    for (Types.NestedField field : schema.columns()) {
      String doc = field.doc();
      if (doc != null) {
        sql.append("COMMENT ON COLUMN ").append(view).append('.');
        sql.append(DuckDb.name(field.name())).append(" IS ").append(DuckDb.text(doc));
        sql.append(";\n");
      }
    }
    DuckDb.execute(connection, sql.toString());
  }
}
