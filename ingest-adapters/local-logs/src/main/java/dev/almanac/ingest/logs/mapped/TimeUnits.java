package dev.almanac.ingest.logs.mapped;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells in what unit a table spells times. Pure. */
final class TimeUnits {

  private static final double YEAR_2001 = 978_307_200;
  private static final double YEAR_2100 = 4_102_444_800.0;

  private static final Pattern ISO = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d.*");

  private TimeUnits() {}

  /**
   * Returns {@code s}, {@code ms}, {@code us} or {@code ns} for a number that would be a time
   * between 2001 and 2100 in that unit, {@code iso} for a date with a time of day; else null.
   */
  static @Nullable String of(String cell) {
    if (ISO.matcher(cell).matches() || GermanTimes.areLike(cell)) {
      return "iso";
    }
    Double number = TableSample.number(cell);
    if (number == null) {
      return null;
    }
    double[] scales = {1, 1e3, 1e6, 1e9};
    String[] units = {"s", "ms", "us", "ns"};
    for (int i = 0; i < scales.length; i++) {
      double seconds = number / scales[i];
      if (seconds > YEAR_2001 && seconds < YEAR_2100) {
        return units[i];
      }
    }
    return null;
  }
}
