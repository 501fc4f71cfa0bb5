package dev.almanac.ingest.read.sqlite;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of which some columns may not exist in the version that made the database.
 *
 * @param columns positions by name
 * @param values values as SQLite holds them: null, Long or Integer, Double, String, byte[]
 */
public record SqliteRow(Map<String, Integer> columns, @Nullable Object[] values) {

  /** Returns a value as text, or null if it is NULL or there is no such column. */
  public @Nullable String text(String column) {
    Object value = value(column);
    return value == null || value instanceof byte[] ? null : value.toString();
  }

  /** Returns a value as text, or the empty text. */
  public String textOrEmpty(String column) {
    String text = text(column);
    return text == null ? "" : text;
  }

  /** Returns a value as an integer, or null if it is none or there is no such column. */
  public @Nullable Long integer(String column) {
    return value(column) instanceof Number number ? (Long) number.longValue() : null;
  }

  /** Returns a value as a number, or null if it is none or there is no such column. */
  public @Nullable Double real(String column) {
    return value(column) instanceof Number number ? (Double) number.doubleValue() : null;
  }

  private @Nullable Object value(String column) {
    Integer position = columns.get(column);
    return position == null ? null : values[position];
  }
}
