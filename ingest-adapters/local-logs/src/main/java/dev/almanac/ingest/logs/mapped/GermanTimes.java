package dev.almanac.ingest.logs.mapped;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads dates with points, {@code 31.03.2026 14:05:00}, as spreadsheets of central Europe write
 * them: unlike those with slashes they have one meaning, day before month. Pure.
 */
final class GermanTimes {

  private static final Pattern DATE =
      Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})[T ]+(\\d{1,2}:\\d\\d.*)");

  private GermanTimes() {}

  /** Tells whether a text is such a time. */
  static boolean areLike(String text) {
    return DATE.matcher(text).matches();
  }

  /** Returns the time as ISO 8601 spells it; any other text as it is. */
  static String iso(String text) {
    Matcher date = DATE.matcher(text);
    if (!date.matches()) {
      return text;
    }
    String time = date.group(4).indexOf(':') == 1 ? "0" + date.group(4) : date.group(4);
    return date.group(3)
        + '-'
        + twoDigits(date.group(2))
        + '-'
        + twoDigits(date.group(1))
        + 'T'
        + time;
  }

  private static String twoDigits(String number) {
    return number.length() == 1 ? "0" + number : number;
  }
}
