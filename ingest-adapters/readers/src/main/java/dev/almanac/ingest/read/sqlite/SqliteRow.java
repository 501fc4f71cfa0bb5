package dev.almanac.ingest.read.sqlite;

import dev.almanac.ingest.read.database.Row;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of which some columns may not exist in the version that made the database.
 *
 * @param columns positions by name
 * @param values values as SQLite holds them: null, Long or Integer, Double, String, byte[]
 */
public record SqliteRow(Map<String, Integer> columns, @Nullable Object[] values) implements Row {

  @Override
  public @Nullable String text(String column) {
    Object value = value(column);
    return value == null || value instanceof byte[] ? null : value.toString();
  }

  @Override
  public @Nullable Long integer(String column) {
    return value(column) instanceof Number number ? (Long) number.longValue() : null;
  }

  @Override
  public @Nullable Double real(String column) {
    return value(column) instanceof Number number ? (Double) number.doubleValue() : null;
  }

  private @Nullable Object value(String column) {
    Integer position = columns.get(column);
    return position == null ? null : values[position];
  }
}
