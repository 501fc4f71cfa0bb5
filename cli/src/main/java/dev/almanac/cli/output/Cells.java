package dev.almanac.cli.output;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as plain text, the same in every format that has no types of its own. */
final class Cells {

  private static final double LEAST_PLAIN = 1e-5;
  private static final double MOST_PLAIN = 1e15;

  private Cells() {}

  /** Returns a value's text: numbers exactly, times as ISO 8601 in UTC, nested values as DuckDB. */
  static String text(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return number(((Number) value).doubleValue(), value.toString());
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof byte[] bytes) {
      return "\\x" + HexFormat.of().formatHex(bytes);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Cells::nested).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> nested(entry.getKey()) + ": " + nested(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return String.valueOf(value);
  }

  private static String nested(@Nullable Object value) {
    return value == null ? "NULL" : text(value);
  }

  /** Writes the shortest digits that read back as the same number, without Java's "E" until far. */
  private static String number(double value, String shortest) {
    double size = Math.abs(value);
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return shortest;
    }
    if (size == 0 || (size >= LEAST_PLAIN && size < MOST_PLAIN)) {
      String plain = new BigDecimal(shortest).toPlainString();
      return value == 0 ? shortest : plain;
    }
    return shortest.replace(".0E", "e").replace('E', 'e');
  }
}
