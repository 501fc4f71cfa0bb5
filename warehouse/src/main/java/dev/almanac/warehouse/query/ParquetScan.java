package dev.almanac.warehouse.query;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Spells the SQL that reads a table's files, by field id, so that columns may come later. */
public final class ParquetScan {

  private ParquetScan() {}

  /**
   * Returns a table expression with all columns of the schema. Without files it has no rows.
   *
   * @param paths local paths of the files
   */
  public static String of(Schema schema, List<String> paths) {
    return paths.isEmpty() ? empty(schema) : scan(schema, paths, "");
  }

  /** Returns the same with a column {@code filename} behind the others. */
  public static String withFileName(Schema schema, List<String> paths) {
    return scan(schema, paths, ", filename = true");
  }

  private static String empty(Schema schema) {
    StringJoiner columns = new StringJoiner(", ", "(SELECT ", " WHERE false)");
    for (Types.NestedField field : schema.columns()) {
      columns.add("CAST(NULL AS " + sqlType(field.type()) + ") AS " + DuckDb.name(field.name()));
    }
    return columns.toString();
  }

  private static String scan(Schema schema, List<String> paths, String options) {
    StringJoiner files = new StringJoiner(", ", "[", "]");
    paths.forEach(path -> files.add(DuckDb.file(path)));
    StringJoiner fields = new StringJoiner(", ", "MAP {", "}");
    for (Types.NestedField field : schema.columns()) {
      fields.add(
          field.fieldId()
              + ": {name: "
              + DuckDb.text(field.name())
              + ", type: "
              + DuckDb.text(sqlType(field.type()))
              + ", default_value: NULL}");
    }
    return "read_parquet(" + files + ", schema = " + fields + options + ")";
  }

  /** Returns DuckDB's name of a type. */
  public static String sqlType(Type type) {
    return switch (type.typeId()) {
      case STRING -> "VARCHAR";
      case LONG -> "BIGINT";
      case INTEGER -> "INTEGER";
      case DOUBLE -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case TIMESTAMP -> "TIMESTAMP WITH TIME ZONE";
      case DATE -> "DATE";
      default ->
          throw new IllegalArgumentException(
              "No type of the warehouse: " + type.toString().toLowerCase(Locale.ROOT));
    };
  }
}
