package dev.almanac.reports.period;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** Makes calendar periods around a day, and names them. */
final class Periods {

  private Periods() {}

  static Period day(LocalDate day, ZoneId zone) {
    return new Period(day.toString(), Period.Kind.DAY, day, day.plusDays(1), zone);
  }

  static Period week(LocalDate within, ZoneId zone) {
    LocalDate monday = within.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    String id =
        String.format(
            Locale.ROOT,
            "%04d-W%02d",
            monday.get(IsoFields.WEEK_BASED_YEAR),
            monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    return new Period(id, Period.Kind.WEEK, monday, monday.plusWeeks(1), zone);
  }

  static Period month(LocalDate within, ZoneId zone) {
    LocalDate first = within.withDayOfMonth(1);
    String id = String.format(Locale.ROOT, "%04d-%02d", first.getYear(), first.getMonthValue());
    return new Period(id, Period.Kind.MONTH, first, first.plusMonths(1), zone);
  }

  static Period quarter(LocalDate within, ZoneId zone) {
    int quarter = within.get(IsoFields.QUARTER_OF_YEAR);
    LocalDate first = LocalDate.of(within.getYear(), 3 * quarter - 2, 1);
    String id = String.format(Locale.ROOT, "%04d-Q%d", first.getYear(), quarter);
    return new Period(id, Period.Kind.QUARTER, first, first.plusMonths(3), zone);
  }

  static Period range(LocalDate first, LocalDate end, ZoneId zone) {
    return new Period(first + ".." + end, Period.Kind.RANGE, first, end, zone);
  }

  /** Makes the period from a first day to a last one, both included, under a name that lasts. */
  static Period all(LocalDate first, LocalDate last, ZoneId zone) {
    LocalDate begin = first.isBefore(last) ? first : last;
    return new Period("all", Period.Kind.RANGE, begin, last.plusDays(1), zone);
  }

  static String label(Period period) {
    LocalDate first = period.firstDay();
    return switch (period.kind()) {
      case DAY -> DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", Locale.ENGLISH).format(first);
      case WEEK ->
          "Week "
              + first.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)
              + " of "
              + first.get(IsoFields.WEEK_BASED_YEAR);
      case MONTH -> DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH).format(first);
      case QUARTER -> "Quarter " + first.get(IsoFields.QUARTER_OF_YEAR) + " of " + first.getYear();
      case RANGE, AS_OF -> period.days();
    };
  }
}
