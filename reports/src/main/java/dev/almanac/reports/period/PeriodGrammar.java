package dev.almanac.reports.period;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.IsoFields;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the words for a period: {@code last-week}, {@code this-week}, {@code today}, {@code
 * yesterday}, {@code last-month}, {@code this-month}, {@code last-quarter}, {@code P7D} (the last
 * seven full days), {@code latest}, {@code all} (from the day of the first run to today), {@code
 * 2026-W12}, {@code 2026-03}, {@code 2026-Q1}, {@code 2026-03-02}, {@code 2026-03-02..2026-03-09}
 * (the end day excluded). Immutable, safe for use by several threads.
 */
public final class PeriodGrammar {

  private static final Pattern WEEK = Pattern.compile("(\\d{4})-W(\\d{2})");
  private static final Pattern MONTH = Pattern.compile("(\\d{4})-(\\d{2})");
  private static final Pattern QUARTER = Pattern.compile("(\\d{4})-Q(\\d)");
  private static final Pattern LAST_DAYS = Pattern.compile("P(\\d{1,4})D");
  private static final String KNOWN =
      "last-week, this-week, yesterday, today, last-month, this-month, last-quarter, P7D (the last"
          + " seven full days), latest, all, 2026-W12, 2026-03, 2026-Q1, 2026-03-02 or"
          + " 2026-03-02..2026-03-09 (the last day excluded)";

  private final ZoneId zone;
  private final Instant now;
  private final Supplier<Optional<Instant>> newestRun;
  private final Supplier<Optional<Instant>> firstRun;

  /**
   * Creates a grammar.
   *
   * @param zone zone in which days begin
   * @param now what {@code last-week} is counted from
   * @param newestRun start of the newest run, asked for {@code latest} alone; empty if there is
   *     none, in which case {@code latest} means {@code this-week}
   */
  public PeriodGrammar(ZoneId zone, Instant now, Supplier<Optional<Instant>> newestRun) {
    this(zone, now, newestRun, Optional::empty);
  }

  /**
   * Creates a grammar that also knows {@code all}.
   *
   * @param firstRun start of the first run, asked for {@code all} alone; empty if there is none
   */
  public PeriodGrammar(
      ZoneId zone,
      Instant now,
      Supplier<Optional<Instant>> newestRun,
      Supplier<Optional<Instant>> firstRun) {
    this.firstRun = requireNonNull(firstRun, "firstRun is null");
    this.zone = requireNonNull(zone, "zone is null");
    this.now = requireNonNull(now, "now is null");
    this.newestRun = requireNonNull(newestRun, "newestRun is null");
  }

  /**
   * Reads a period.
   *
   * @throws IllegalArgumentException if the text is none, with all that would be one
   */
  public Period parse(String text) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    return switch (text) {
      case "today" -> Periods.day(today, zone);
      case "yesterday" -> Periods.day(today.minusDays(1), zone);
      case "this-week" -> Periods.week(today, zone);
      case "last-week" -> Periods.week(today.minusWeeks(1), zone);
      case "this-month" -> Periods.month(today, zone);
      case "last-month" -> Periods.month(today.minusMonths(1), zone);
      case "last-quarter" -> Periods.quarter(today.minusMonths(3), zone);
      case "latest" -> Periods.week(day(newestRun.get().orElse(now)), zone);
      case "all" -> Periods.all(day(firstRun.get().orElse(now)), today, zone);
      default -> calendar(text);
    };
  }

  private LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, zone);
  }

  private Period calendar(String text) {
    try {
      Matcher week = WEEK.matcher(text);
      if (week.matches()) {
        return isoWeek(text, Integer.parseInt(week.group(1)), Integer.parseInt(week.group(2)));
      }
      Matcher quarter = QUARTER.matcher(text);
      if (quarter.matches()) {
        int month = 3 * Integer.parseInt(quarter.group(2)) - 2;
        return Periods.quarter(LocalDate.of(Integer.parseInt(quarter.group(1)), month, 1), zone);
      }
      Matcher month = MONTH.matcher(text);
      if (month.matches()) {
        return Periods.month(LocalDate.parse(text + "-01"), zone);
      }
      Matcher lastDays = LAST_DAYS.matcher(text);
      if (lastDays.matches()) {
        return lastDays(text, Integer.parseInt(lastDays.group(1)));
      }
      return days(text);
    } catch (DateTimeParseException exception) {
      throw refused(text, "it is none of the known words", exception);
    } catch (DateTimeException exception) {
      throw refused(text, String.valueOf(exception.getMessage()), exception);
    }
  }

  private Period isoWeek(String text, int year, int week) {
    LocalDate within = LocalDate.of(year, 1, 4);
    long weeks = IsoFields.WEEK_OF_WEEK_BASED_YEAR.rangeRefinedBy(within).getMaximum();
    if (week < 1 || week > weeks) {
      throw new IllegalArgumentException(
          "Cannot read period " + text + ": " + year + " has ISO weeks 1 to " + weeks);
    }
    return Periods.week(within.plusWeeks(week - 1), zone);
  }

  private Period lastDays(String text, int days) {
    if (days == 0) {
      throw new IllegalArgumentException("Cannot read period " + text + ": it holds no day");
    }
    LocalDate today = LocalDate.ofInstant(now, zone);
    return Periods.range(today.minusDays(days), today, zone);
  }

  private Period days(String text) {
    int dots = text.indexOf("..");
    if (dots < 0) {
      return Periods.day(LocalDate.parse(text), zone);
    }
    LocalDate first = LocalDate.parse(text.substring(0, dots));
    LocalDate end = LocalDate.parse(text.substring(dots + 2));
    if (!first.isBefore(end)) {
      throw new IllegalArgumentException(
          "Cannot read period " + text + ": its end must be a day after its start");
    }
    return Periods.range(first, end, zone);
  }

  private static IllegalArgumentException refused(String text, String why, Exception cause) {
    return new IllegalArgumentException(
        "Cannot read period '" + text + "': " + why + ". Use " + KNOWN + ".", cause);
  }
}
