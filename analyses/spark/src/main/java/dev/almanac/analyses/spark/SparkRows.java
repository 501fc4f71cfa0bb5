package dev.almanac.analyses.spark;

import static java.util.Objects.requireNonNull;

import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.schema.ColumnType;
import java.io.Serializable;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/** Walks the rows of a Spark query, on the driver or in a task. */
final class SparkRows implements QueryRows {

  private final List<Column> columns;
  private final Iterator<Row> rows;
  private @Nullable Row current;

  /** Takes over an iterator whose rows have the columns. */
  SparkRows(List<SparkColumn> columns, Iterator<Row> rows) {
    this.columns = columns.stream().map(each -> new Column(each.name(), each.type())).toList();
    this.rows = rows;
  }

  /** A column as it travels to a task. */
  record SparkColumn(String name, ColumnType type) implements Serializable {}

  /** Returns the columns of a schema. */
  static ArrayList<SparkColumn> columns(StructType schema) {
    ArrayList<SparkColumn> columns = new ArrayList<>();
    for (StructField field : schema.fields()) {
      columns.add(new SparkColumn(field.name(), type(field.dataType())));
    }
    return columns;
  }

  private static ColumnType type(DataType type) {
    if (type instanceof IntegralType) {
      return ColumnType.BIGINT;
    }
    if (type instanceof NumericType) {
      return ColumnType.DOUBLE;
    }
    if (type instanceof BooleanType) {
      return ColumnType.BOOLEAN;
    }
    if (type instanceof TimestampType) {
      return ColumnType.TIMESTAMP;
    }
    return type instanceof DateType ? ColumnType.DATE : ColumnType.TEXT;
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public boolean next() {
    boolean more = rows.hasNext();
    current = more ? rows.next() : null;
    return more;
  }

  private Row row() {
    return requireNonNull(current, "no row");
  }

  @Override
  public boolean isNull(int column) {
    return row().isNullAt(column);
  }

  @Override
  public @Nullable String text(int column) {
    Object value = value(column);
    return value == null ? null : value.toString();
  }

  @Override
  public double number(int column) {
    Object value = row().get(column);
    return value == null ? Double.NaN : ((Number) value).doubleValue();
  }

  @Override
  public long integer(int column) {
    Object value = row().get(column);
    return value == null ? 0 : ((Number) value).longValue();
  }

  @Override
  public boolean bool(int column) {
    return !row().isNullAt(column) && row().getBoolean(column);
  }

  @Override
  public @Nullable Instant instant(int column) {
    return (Instant) value(column);
  }

  @Override
  public @Nullable Object value(int column) {
    Object value = row().get(column);
    if (value instanceof Timestamp timestamp) {
      return timestamp.toInstant();
    }
    if (value instanceof Date date) {
      return date.toLocalDate();
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.doubleValue();
    }
    if (value instanceof Number number) {
      return columns.get(column).type() == ColumnType.BIGINT
          ? (Object) number.longValue()
          : (Object) number.doubleValue();
    }
    return value instanceof Boolean || value == null ? value : value.toString();
  }

  @Override
  public void close() {
    // Spark lets go of a result that nobody reads on.
  }
}
