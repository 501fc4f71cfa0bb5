package dev.almanac.warehouse.query;

import dev.almanac.warehouse.schema.ColumnType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A forward cursor over the rows of a query. Columns count from 0. Not safe for use by several
 * threads.
 */
public interface QueryRows extends AutoCloseable {

  /**
   * A column of a result.
   *
   * @param name as the query names it
   * @param type the nearest of Almanac's types; {@link ColumnType#TEXT} for all others
   */
  record Column(String name, ColumnType type) {}

  /** Returns the columns in order. */
  List<Column> columns();

  /** Moves to the next row; false after the last. */
  boolean next();

  /** Tells whether the cell is NULL. */
  boolean isNull(int column);

  /** Returns the cell as text, or null. */
  @Nullable String text(int column);

  /** Returns a numeric cell as double; NaN if it is NULL. */
  double number(int column);

  /** Returns an integral cell; 0 if it is NULL. */
  long integer(int column);

  /** Returns a boolean cell; false if it is NULL. */
  boolean bool(int column);

  /** Returns a timestamp cell, or null. */
  @Nullable Instant instant(int column);

  /**
   * Returns the cell as the Java type of its column ({@link ColumnType}), or null. Integers of any
   * width come as {@link Long}, numbers as {@link Double}.
   */
  @Nullable Object value(int column);

  /**
   * Returns the position of a column.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  default int indexOf(String name) {
    List<Column> columns = columns();
    for (int index = 0; index < columns.size(); index++) {
      if (columns.get(index).name().equals(name)) {
        return index;
      }
    }
    throw new IllegalArgumentException("No column " + name + " among " + columns);
  }

  @Override
  void close();
}
