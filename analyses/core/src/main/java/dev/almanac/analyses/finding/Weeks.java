package dev.almanac.analyses.finding;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/** ISO weeks of a zone. */
final class Weeks {

  private Weeks() {}

  /** Returns the newest week that was over at a time. */
  static Span newestComplete(Instant time, ZoneId zone) {
    LocalDate day = time.atZone(zone).toLocalDate();
    LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    return new Span(monday.minusWeeks(1), monday, zone, "week");
  }

  /** Returns a week and those before it, the newest first. */
  static List<Span> endingWith(Span newest, int count) {
    List<Span> weeks = new ArrayList<>(count);
    for (int back = 0; back < count; back++) {
      weeks.add(
          new Span(
              newest.firstDay().minusWeeks(back),
              newest.endDay().minusWeeks(back),
              newest.zone(),
              newest.word()));
    }
    return List.copyOf(weeks);
  }
}
