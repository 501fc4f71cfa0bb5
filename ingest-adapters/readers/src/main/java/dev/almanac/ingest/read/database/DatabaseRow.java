package dev.almanac.ingest.read.database;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a database server. Truth values are the integers 1 and 0, as SQLite holds them.
 *
 * @param columns positions by name, lower case
 * @param values values in the order of columns
 */
public record DatabaseRow(Map<String, Integer> columns, @Nullable Object[] values) implements Row {

  @Override
  public @Nullable String text(String column) {
    Integer position = columns.get(column);
    return position == null ? null : text(position);
  }

  @Override
  public @Nullable Long integer(String column) {
    Integer position = columns.get(column);
    return position == null ? null : integer(position);
  }

  @Override
  public @Nullable Double real(String column) {
    Integer position = columns.get(column);
    return position == null ? null : real(position);
  }

  /** Returns a value as text, or null if it is NULL; positions begin with 0. */
  public @Nullable String text(int position) {
    Object value = values[position];
    return value == null ? null : value.toString();
  }

  /** Returns a value as an integer, or null if it is none. */
  public @Nullable Long integer(int position) {
    Object value = values[position];
    if (value instanceof Boolean truth) {
      return truth ? 1L : 0L;
    }
    return value instanceof Number number ? (Long) number.longValue() : null;
  }

  /** Returns a value as a number, or null if it is none. */
  public @Nullable Double real(int position) {
    return values[position] instanceof Number number ? (Double) number.doubleValue() : null;
  }
}
