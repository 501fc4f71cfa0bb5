package dev.almanac.reports.period;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A half-open span of whole calendar days in a zone: {@code start <= t < end}. A week has 167, 168
 * or 169 hours, as the zone's clocks go.
 *
 * @param id stable name, for example {@code 2026-W12} or {@code 2026-03-02..2026-03-09}
 * @param kind what it is a span of
 * @param firstDay first day in it
 * @param endDay first day after it
 * @param zone zone in which the days begin
 */
public record Period(String id, Kind kind, LocalDate firstDay, LocalDate endDay, ZoneId zone) {

  /** What a period is a span of. */
  public enum Kind {
    /** One calendar day. */
    DAY("day"),
    /** One ISO 8601 week, from Monday. */
    WEEK("week"),
    /** One calendar month. */
    MONTH("month"),
    /** One calendar quarter. */
    QUARTER("quarter"),
    /** Any other run of days. */
    RANGE("period"),
    /** No span at all: what is known at its end, for reports that are not about a period. */
    AS_OF("day");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** Returns the noun, for sentences. */
    public String word() {
      return word;
    }
  }

  // English month names whatever the machine's locale: the reports are written in English.
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter DAY_OF_YEAR =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

  /** Checks for null and for an empty span. */
  public Period {
    requireNonNull(id, "id is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(zone, "zone is null");
    if (!firstDay.isBefore(endDay)) {
      throw new IllegalArgumentException("Period " + id + " ends before it begins");
    }
  }

  /** Returns the first instant in it. */
  public Instant start() {
    return startOf(firstDay);
  }

  /** Returns the first instant after it. */
  public Instant end() {
    return startOf(endDay);
  }

  /** Returns its length in hours by the zone's clocks. */
  public long hours() {
    return Duration.between(start(), end()).toHours();
  }

  /** Tells whether it is still going on at an instant. */
  public boolean isPartialAt(Instant now) {
    return now.isBefore(end());
  }

  /** Returns the period of the same kind just before; for a range, one of as many days. */
  public Period previous() {
    return switch (kind) {
      case DAY -> Periods.day(firstDay.minusDays(1), zone);
      case WEEK -> Periods.week(firstDay.minusWeeks(1), zone);
      case MONTH -> Periods.month(firstDay.minusMonths(1), zone);
      case QUARTER -> Periods.quarter(firstDay.minusMonths(3), zone);
      case RANGE ->
          Periods.range(
              firstDay.minusDays(endDay.toEpochDay() - firstDay.toEpochDay()), firstDay, zone);
      case AS_OF ->
          Periods.range(
                  firstDay.minusDays(endDay.toEpochDay() - firstDay.toEpochDay()), firstDay, zone)
              .asOf();
    };
  }

  /** Returns the same as a mere date: what is known at its end, under the same name. */
  public Period asOf() {
    return new Period(id, Kind.AS_OF, firstDay, endDay, zone);
  }

  /** Returns the date of an instant, for reports that are not about a period. */
  public static Period asOf(Instant now, ZoneId zone) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    return new Period(today.toString(), Kind.AS_OF, today.minusDays(1), today, zone);
  }

  /** Returns its days for people: {@code 16–22 Nov 2026}, the last day included. */
  public String days() {
    if (kind == Kind.AS_OF) {
      return "as of " + DAY_OF_YEAR.format(endDay);
    }
    LocalDate last = endDay.minusDays(1);
    if (last.equals(firstDay)) {
      return DAY_OF_YEAR.format(last);
    }
    if (firstDay.getYear() != last.getYear()) {
      return DAY_OF_YEAR.format(firstDay) + " – " + DAY_OF_YEAR.format(last);
    }
    if (firstDay.getMonth() != last.getMonth()) {
      return DAY.format(firstDay) + " – " + DAY_OF_YEAR.format(last);
    }
    return firstDay.getDayOfMonth() + "–" + DAY_OF_YEAR.format(last);
  }

  /** Returns its name for people: {@code Week 47 of 2026}. */
  public String label() {
    return Periods.label(this);
  }

  private Instant startOf(LocalDate day) {
    return ZonedDateTime.of(day.atStartOfDay(), zone).toInstant();
  }
}
