package dev.almanac.warehouse.write;

import dev.almanac.warehouse.schema.ColumnSpec;
import dev.almanac.warehouse.schema.ColumnType;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Arrow's words for the warehouse's types. */
final class ArrowColumns {

  private ArrowColumns() {}

  static Schema schema(TableSpec table) {
    List<Field> fields = new ArrayList<>();
    for (ColumnSpec column : table.columns()) {
      fields.add(new Field(column.name(), FieldType.nullable(type(column.type())), List.of()));
    }
    return new Schema(fields);
  }

  static ArrowType type(ColumnType type) {
    return switch (type) {
      case TEXT -> ArrowType.Utf8.INSTANCE;
      case BIGINT -> new ArrowType.Int(64, true);
      case INTEGER -> new ArrowType.Int(32, true);
      case DOUBLE -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
      case BOOLEAN -> ArrowType.Bool.INSTANCE;
      case TIMESTAMP -> new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");
      case DATE -> new ArrowType.Date(DateUnit.DAY);
    };
  }
}
