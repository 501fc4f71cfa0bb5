package dev.almanac.warehouse.catalog;

import dev.almanac.warehouse.schema.ColumnSpec;
import dev.almanac.warehouse.schema.ColumnType;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Turns {@link TableSpec}s into Iceberg schemas. */
public final class IcebergSchemas {

  private IcebergSchemas() {}

  /** Returns the schema of a new table; field ids count from 1 in the order of the columns. */
  public static Schema schema(TableSpec table) {
    List<Types.NestedField> fields = new ArrayList<>();
    for (ColumnSpec column : table.columns()) {
      fields.add(
          Types.NestedField.optional(
              fields.size() + 1, column.name(), type(column.type()), column.comment()));
    }
    return new Schema(fields);
  }

  /** Returns Iceberg's word for a type. */
  public static Type type(ColumnType type) {
    return switch (type) {
      case TEXT -> Types.StringType.get();
      case BIGINT -> Types.LongType.get();
      case INTEGER -> Types.IntegerType.get();
      case DOUBLE -> Types.DoubleType.get();
      case BOOLEAN -> Types.BooleanType.get();
      case TIMESTAMP -> Types.TimestampType.withZone();
      case DATE -> Types.DateType.get();
    };
  }
}
