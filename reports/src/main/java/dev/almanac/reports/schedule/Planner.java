package dev.almanac.reports.schedule;

import dev.almanac.reports.archive.Manifest;
import dev.almanac.reports.period.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says of each period of a schedule what is to be done about it. Changes nothing. */
final class Planner {

  private final Schedule schedule;
  private final Map<String, LedgerEntry> ledger;
  private final Function<String, Optional<Manifest>> archive;
  private final Predicate<LedgerEntry.Holder> dead;

  /**
   * Creates a planner.
   *
   * @param ledger last entry of each period of the schedule
   * @param archive newest scheduled report of a period of the schedule
   * @param dead tells of a process whether it has ended for certain
   */
  Planner(
      Schedule schedule,
      Map<String, LedgerEntry> ledger,
      Function<String, Optional<Manifest>> archive,
      Predicate<LedgerEntry.Holder> dead) {
    this.schedule = schedule;
    this.ledger = ledger;
    this.archive = archive;
    this.dead = dead;
  }

  /**
   * Returns the periods that are due, oldest first. The first period of a schedule is the newest
   * that was due when it was first looked at.
   *
   * @param newestArchived due time of the newest scheduled report in the archive, or null
   */
  List<Slot> plan(Instant now, @Nullable Instant newestArchived) {
    Instant first = first(now, newestArchived);
    if (first == null || first.isAfter(now)) {
      return List.of();
    }
    Map<String, Instant> dueTimes = new LinkedHashMap<>();
    Map<String, Period> periods = new LinkedHashMap<>();
    for (Instant due : schedule.cron().between(first.minusMillis(1), now, schedule.zone())) {
      Period period = schedule.periodAt(due);
      if (dueTimes.putIfAbsent(period.id(), due) == null) {
        periods.put(period.id(), period);
      }
    }
    List<Slot> slots = new ArrayList<>();
    dueTimes.forEach((id, due) -> slots.add(slot(periods.get(id), due, now)));
    return caughtUp(slots, now);
  }

  private @Nullable Instant first(Instant now, @Nullable Instant newestArchived) {
    Instant newest = schedule.cron().lastUntil(now, schedule.zone()).orElse(null);
    Instant known =
        ledger.values().stream()
            .map(LedgerEntry::due)
            .min(Instant::compareTo)
            .orElse(newestArchived);
    if (known == null || newest == null) {
      return newest;
    }
    // Whatever was made by hand, the newest period is looked at.
    return known.isBefore(newest) ? known : newest;
  }

  private Slot slot(@Nullable Period period, Instant due, Instant now) {
    if (period == null) {
      throw new IllegalStateException("A due time without a period");
    }
    LedgerEntry last = ledger.get(period.id());
    if (last != null && last.state().isSettled()) {
      return new Slot(due, period, Slot.Action.DONE, done(last), last);
    }
    Optional<Manifest> archived = archive.apply(period.id());
    if (archived.isPresent()) {
      return new Slot(
          due, period, Slot.Action.RECOVER, "The archive has it, which the ledger forgot.", last);
    }
    Instant begin = schedule.beginAt(due);
    if (begin.isAfter(now)) {
      return new Slot(due, period, Slot.Action.LATER, "Spread by jitter to " + begin + ".", last);
    }
    if (last == null || last.state() == SlotState.PLANNED) {
      return new Slot(due, period, Slot.Action.RENDER, "Due since " + due + ".", last);
    }
    return switch (last.state()) {
      case RUNNING -> running(due, period, last, now);
      case FAILED -> failed(due, period, last, now);
      default -> new Slot(due, period, Slot.Action.RENDER, last.message(), last);
    };
  }

  private static String done(LedgerEntry last) {
    String where = last.revision() == null ? "" : ", " + last.revision();
    return last.state().word() + where + (last.message().isEmpty() ? "" : ": " + last.message());
  }

  private Slot running(Instant due, Period period, LedgerEntry last, Instant now) {
    String who = "process " + last.holder().process() + " on " + last.holder().host();
    Instant until = last.leaseUntil();
    if (!dead.test(last.holder()) && until != null && now.isBefore(until)) {
      String reason = "Being made by " + who + "; its lease ends at " + until + ".";
      return new Slot(due, period, Slot.Action.HELD, reason, last);
    }
    String died = "Begun by " + who + " at " + last.at() + ", which ended before it was done.";
    // A report that kills its process must not do so at every call.
    return last.attempt() > schedule.retry().most()
        ? failed(due, period, last, now)
        : new Slot(due, period, Slot.Action.RENDER, died, last);
  }

  private Slot failed(Instant due, Period period, LedgerEntry last, Instant now) {
    Instant again = last.at().plus(schedule.retry().after(Math.max(1, last.attempt())));
    String why = last.message().isEmpty() ? "Its process ended." : last.message();
    return again.isAfter(now)
        ? new Slot(
            due,
            period,
            Slot.Action.LATER,
            "Failed " + last.attempt() + " times, next try at " + again + ". " + why,
            last)
        : new Slot(due, period, Slot.Action.RENDER, "Failed before: " + why, last);
  }

  /** Applies the catch-up to periods that nothing was done about. */
  private List<Slot> caughtUp(List<Slot> slots, Instant now) {
    Schedule.CatchUp rule = schedule.catchUp();
    int keep = rule.policy() == Schedule.CatchUp.Policy.ALL ? rule.most() : 1;
    int untouched = 0;
    List<Slot> result = new ArrayList<>(slots);
    for (int index = slots.size() - 1; index >= 0; index--) {
      Slot slot = slots.get(index);
      boolean isUntouched =
          slot.action() == Slot.Action.RENDER
              && (slot.last() == null || slot.last().state() == SlotState.PLANNED);
      if (!isUntouched) {
        continue;
      }
      untouched++;
      boolean isNewest = index == slots.size() - 1;
      boolean late =
          rule.policy() == Schedule.CatchUp.Policy.NONE
              && (!isNewest || slot.due().plus(rule.deadline()).isBefore(now));
      boolean stale = rule.policy() == Schedule.CatchUp.Policy.LATEST && !isNewest;
      if (untouched > keep || late || stale) {
        result.set(
            index,
            new Slot(slot.due(), slot.period(), Slot.Action.MISS, missed(rule), slot.last()));
      }
    }
    return List.copyOf(result);
  }

  private static String missed(Schedule.CatchUp rule) {
    return switch (rule.policy()) {
      case ALL ->
          "Nothing ran when it was due, and catch-up makes up for the newest "
              + rule.most()
              + " periods only.";
      case LATEST ->
          "Nothing ran when it was due, and catch-up makes up for the newest period only.";
      case NONE ->
          "Nothing ran within "
              + rule.deadline().toMinutes()
              + " minutes of when it was due,"
              + " and catch-up is off.";
    };
  }
}
