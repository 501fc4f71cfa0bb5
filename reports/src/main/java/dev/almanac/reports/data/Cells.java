package dev.almanac.reports.data;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads cells of a row by type; a cell of another type counts as missing. */
public final class Cells {

  private Cells() {}

  /** Returns a numeric cell, or NaN. */
  public static double number(Map<String, ? extends @Nullable Object> row, String column) {
    return row.get(column) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  /** Returns an integral cell, or 0. */
  public static long count(Map<String, ? extends @Nullable Object> row, String column) {
    return row.get(column) instanceof Number number ? number.longValue() : 0;
  }

  /** Returns a cell as text, empty if it is missing. */
  public static String text(Map<String, ? extends @Nullable Object> row, String column) {
    Object value = row.get(column);
    return value == null ? "" : value.toString();
  }

  /** Returns a boolean cell, false if it is missing. */
  public static boolean flag(Map<String, ? extends @Nullable Object> row, String column) {
    return Boolean.TRUE.equals(row.get(column));
  }
}
