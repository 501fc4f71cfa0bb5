package dev.almanac.warehouse.write;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * Turns what DuckDB's {@code RETURN_STATS} says of a file's columns into Iceberg's metrics.
 *
 * <p>A bound is given only where it is certain: exact, and in a form that reads back as the same
 * value. A missing bound costs some pruning, a wrong one costs rows.
 */
final class FileStatistics {

  /** Longer texts make bounds that cost more than they prune. */
  private static final int MAX_TEXT_BOUND = 128;

  private final Map<Integer, Long> sizes = new HashMap<>();
  private final Map<Integer, Long> values = new HashMap<>();
  private final Map<Integer, Long> nulls = new HashMap<>();
  private final Map<Integer, Long> nans = new HashMap<>();
  private final Map<Integer, ByteBuffer> lower = new HashMap<>();
  private final Map<Integer, ByteBuffer> upper = new HashMap<>();

  private FileStatistics() {}

  /**
   * Reads the statistics of one file.
   *
   * @param byColumn column name, perhaps quoted, to name and value of each statistic
   */
  static Metrics metrics(long rows, Schema schema, Map<String, Map<String, String>> byColumn) {
    FileStatistics collected = new FileStatistics();
    byColumn.forEach(
        (column, statistics) -> {
          Types.NestedField field = schema.findField(unquoted(column));
          if (field != null) {
            collected.add(field, statistics);
          }
        });
    return new Metrics(
        rows,
        collected.sizes,
        collected.values,
        collected.nulls,
        collected.nans,
        collected.lower,
        collected.upper);
  }

  private static String unquoted(String column) {
    boolean quoted = column.length() > 1 && column.startsWith("\"") && column.endsWith("\"");
    return quoted ? column.substring(1, column.length() - 1).replace("\"\"", "\"") : column;
  }

  private void add(Types.NestedField field, Map<String, String> statistics) {
    int id = field.fieldId();
    put(sizes, id, statistics.get("column_size_bytes"));
    put(values, id, statistics.get("num_values"));
    put(nulls, id, statistics.get("null_count"));
    put(nans, id, statistics.get("nan_count"));
    bound(lower, field, statistics.get("min"), statistics.get("min_is_exact"));
    bound(upper, field, statistics.get("max"), statistics.get("max_is_exact"));
  }

  private static void put(Map<Integer, Long> counts, int id, @Nullable String count) {
    if (count != null) {
      counts.put(id, Long.valueOf(count));
    }
  }

  private static void bound(
      Map<Integer, ByteBuffer> bounds,
      Types.NestedField field,
      @Nullable String text,
      @Nullable String exact) {
    if (text == null || !"true".equals(exact)) {
      return;
    }
    Object value = value(field.type(), text);
    if (value != null) {
      bounds.put(field.fieldId(), Conversions.toByteBuffer(field.type(), value));
    }
  }

  private static @Nullable Object value(Type type, String text) {
    return switch (type.typeId()) {
      case LONG -> Long.valueOf(text);
      case INTEGER -> Integer.valueOf(text);
      case STRING -> isPlain(text) ? text : null;
      // Zeros, signs of NaN and the spelling of times differ between engines: no bounds.
      default -> null;
    };
  }

  private static boolean isPlain(String text) {
    return text.length() <= MAX_TEXT_BOUND && text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }
}
