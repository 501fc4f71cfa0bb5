package dev.almanac.cli.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as people write them. */
public final class Durations {

  private static final Pattern SHORT = Pattern.compile("(\\d{1,6})\\s*(s|m|min|h|d)");

  private Durations() {}

  /**
   * Reads a span such as {@code 30s}, {@code 10m}, {@code 6h}, {@code 2d} or {@code PT1H30M}.
   *
   * @throws IllegalArgumentException if it is none or negative
   */
  public static Duration parse(String text) {
    Matcher parts = SHORT.matcher(text.strip());
    if (parts.matches()) {
      long number = Long.parseLong(parts.group(1));
      return switch (parts.group(2)) {
        case "s" -> Duration.ofSeconds(number);
        case "h" -> Duration.ofHours(number);
        case "d" -> Duration.ofDays(number);
        default -> Duration.ofMinutes(number);
      };
    }
    try {
      Duration duration = Duration.parse(text.strip());
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException notIso) {
      // The message below says more.
    }
    throw new IllegalArgumentException(
        text + " is no span of time. Write one like 30s, 10m, 6h, 2d or PT1H30M.");
  }
}
