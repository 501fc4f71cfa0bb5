package dev.almanac.analyses.finding;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The time that findings are about: whole days of a zone, {@code start <= t < end}.
 *
 * @param firstDay first day in it
 * @param endDay first day after it
 * @param zone zone in which days begin
 * @param word noun for sentences: week, month and so on
 */
public record Span(LocalDate firstDay, LocalDate endDay, ZoneId zone, String word) {

  /** Checks for null and for an empty span. */
  public Span {
    requireNonNull(zone, "zone is null");
    requireNonNull(word, "word is null");
    if (!firstDay.isBefore(endDay)) {
      throw new IllegalArgumentException("A span ends before it begins: " + firstDay);
    }
  }

  /** Returns its first instant. */
  public Instant start() {
    return firstDay.atStartOfDay(zone).toInstant();
  }

  /** Returns the first instant after it. */
  public Instant end() {
    return endDay.atStartOfDay(zone).toInstant();
  }

  /** Returns how many days it has. */
  long days() {
    return endDay.toEpochDay() - firstDay.toEpochDay();
  }
}
