package dev.almanac.analyses.live;

import java.util.Locale;

/** Spans of time in words. */
final class Spans {

  private Spans() {}

  /**
   * Returns seconds as the one or two greatest units: {@code 3.2 s}, {@code 5 min}, {@code 2 h 10
   * min}.
   */
  static String of(double seconds) {
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.0f s", seconds);
    }
    if (seconds < 7_200) {
      return String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }
    if (seconds < 172_800) {
      return String.format(Locale.ROOT, "%.0f h", seconds / 3_600);
    }
    return String.format(Locale.ROOT, "%,.0f days", seconds / 86_400);
  }
}
