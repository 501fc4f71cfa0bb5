package dev.almanac.reports.schedule;

import static java.util.Objects.requireNonNull;

import dev.almanac.reports.period.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds what is wrong or odd about schedules. */
public final class ScheduleLint {

  private static final Duration YEARS = Duration.ofDays(5 * 366);

  /** Enough to see a year of a weekly report. */
  private static final int LOOKED_AT = 60;

  private ScheduleLint() {}

  /**
   * Something to say of a schedule.
   *
   * @param schedule name of the schedule
   * @param isWrong whether it must be changed
   * @param message what, and what to do
   */
  public record Remark(String schedule, boolean isWrong, String message) {

    /** Checks for null. */
    public Remark {
      requireNonNull(schedule, "schedule is null");
      requireNonNull(message, "message is null");
    }
  }

  /**
   * Looks at schedules.
   *
   * @param now from when on
   * @param reports names of the reports that a schedule could be about
   */
  public static List<Remark> of(
      List<Schedule> schedules, Instant now, Function<Schedule, List<String>> reports) {
    List<Remark> remarks = new ArrayList<>();
    Map<Instant, String> taken = new LinkedHashMap<>();
    for (Schedule schedule : schedules) {
      List<String> known = reports.apply(schedule);
      if (!known.contains(schedule.report())) {
        remarks.add(
            wrong(
                schedule,
                "There is no report "
                    + schedule.report()
                    + "; there are "
                    + String.join(", ", known)
                    + "."));
      }
      List<Instant> due = next(schedule, now);
      if (due.isEmpty()) {
        remarks.add(
            wrong(schedule, "It never fires: " + schedule.cron() + " names no date that exists."));
        continue;
      }
      clocks(schedule, now).ifPresent(remarks::add);
      periods(schedule, due).ifPresent(remarks::add);
      skippedMonths(schedule).ifPresent(remarks::add);
      String other = taken.putIfAbsent(schedule.beginAt(due.get(0)), schedule.name());
      if (other != null) {
        remarks.add(
            odd(
                schedule,
                "It begins in the same minute as " + other + "; jitter: 10m spreads them."));
      }
      waiting(schedule, due).ifPresent(remarks::add);
    }
    return List.copyOf(remarks);
  }

  private static List<Instant> next(Schedule schedule, Instant now) {
    List<Instant> due = new ArrayList<>();
    Optional<Instant> at = schedule.cron().next(now, schedule.zone());
    while (at.isPresent() && due.size() < LOOKED_AT) {
      due.add(at.get());
      at = schedule.cron().next(at.get(), schedule.zone());
    }
    return due;
  }

  /** Finds the first change of clocks that moves or could repeat a due time. */
  private static Optional<Remark> clocks(Schedule schedule, Instant now) {
    ZoneRules rules = schedule.zone().getRules();
    ZoneOffsetTransition change = rules.nextTransition(now);
    while (change != null && change.getInstant().isBefore(now.plus(YEARS))) {
      Instant from = change.getInstant().minusSeconds(3 * 3600);
      Instant to = change.getInstant().plusSeconds(3 * 3600);
      for (Instant due : schedule.cron().between(from, to, schedule.zone())) {
        Optional<String> note = clocksAt(schedule, due);
        if (note.isPresent()) {
          return Optional.of(odd(schedule, note.get() + " A time outside of the night avoids it."));
        }
      }
      change = rules.nextTransition(change.getInstant());
    }
    return Optional.empty();
  }

  /** Says what a change of clocks does to a due time; empty if nothing. */
  public static Optional<String> clocksAt(Schedule schedule, Instant due) {
    ZoneId zone = schedule.zone();
    ZoneRules rules = zone.getRules();
    LocalDateTime local = LocalDateTime.ofInstant(due, zone);
    ZoneOffsetTransition repeated = rules.getTransition(local);
    if (repeated != null && repeated.isOverlap()) {
      return Optional.of(
          "On "
              + local.toLocalDate()
              + " clocks show "
              + local.toLocalTime()
              + " twice; it is due the first time.");
    }
    ZoneOffsetTransition before = rules.previousTransition(due.plusNanos(1));
    if (before != null
        && before.isGap()
        && local.isBefore(before.getDateTimeAfter().plus(before.getDuration()))
        && moved(schedule, before, local)) {
      return Optional.of(
          "On "
              + local.toLocalDate()
              + " clocks leap from "
              + before.getDateTimeBefore().toLocalTime()
              + " to "
              + before.getDateTimeAfter().toLocalTime()
              + "; it is due at "
              + local.toLocalTime()
              + " instead.");
    }
    return Optional.empty();
  }

  /** Tells whether the cron line itself does not name this time, so that it was moved here. */
  private static boolean moved(Schedule schedule, ZoneOffsetTransition gap, LocalDateTime local) {
    LocalDateTime original = local.minus(gap.getDuration());
    Instant asIfUtc = original.toInstant(ZoneOffset.UTC);
    return !schedule.cron().between(asIfUtc.minusSeconds(1), asIfUtc, ZoneOffset.UTC).isEmpty();
  }

  private static Optional<Remark> periods(Schedule schedule, List<Instant> due) {
    for (int index = 1; index < due.size(); index++) {
      Period before = schedule.periodAt(due.get(index - 1));
      Period after = schedule.periodAt(due.get(index));
      if (before.id().equals(after.id())) {
        return Optional.of(
            odd(
                schedule,
                "It is due more than once for "
                    + after.id()
                    + "; the report is made the first time only."));
      }
      if (before.end().isBefore(after.start())) {
        return Optional.of(
            odd(
                schedule,
                "Between "
                    + before.id()
                    + " and "
                    + after.id()
                    + " is time that no report is about: "
                    + schedule.cron()
                    + " is due less often than"
                    + " once a period."));
      }
    }
    return Optional.empty();
  }

  private static Optional<Remark> skippedMonths(Schedule schedule) {
    String[] fields = schedule.cron().toString().split("\\s+", -1);
    boolean skips =
        fields.length == 5
            && List.of("29", "30", "31").contains(fields[2])
            && fields[3].equals("*")
            && fields[4].equals("*");
    return skips
        ? Optional.of(odd(schedule, "Months without a day " + fields[2] + " are left out."))
        : Optional.empty();
  }

  private static Optional<Remark> waiting(Schedule schedule, List<Instant> due) {
    Schedule.Waiting waiting = schedule.waiting();
    if (waiting == null || due.size() < 2) {
      return Optional.empty();
    }
    Duration gap = Duration.between(due.get(0), due.get(1));
    return waiting.maxDelay().compareTo(gap) > 0
        ? Optional.of(
            odd(
                schedule,
                "It waits for data for up to "
                    + waiting.maxDelay().toHours()
                    + " hours, which is longer than until the next report."))
        : Optional.empty();
  }

  private static Remark wrong(Schedule schedule, String message) {
    return new Remark(schedule.name(), true, message);
  }

  private static Remark odd(Schedule schedule, String message) {
    return new Remark(schedule.name(), false, message);
  }
}
