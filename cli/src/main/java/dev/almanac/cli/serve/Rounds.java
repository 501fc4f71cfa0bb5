package dev.almanac.cli.serve;

import dev.almanac.cli.command.Failures;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.report.ArchivedReports;
import dev.almanac.cli.schedule.Schedules;
import dev.almanac.reports.schedule.Schedule;
import dev.almanac.reports.schedule.ScheduleRunner;
import dev.almanac.reports.schedule.Slot;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls {@code schedule run --due} again and again, as cron would. All that must be remembered is
 * in the ledger and the outbox, so that it does not matter when this process ends or whether others
 * call the same.
 */
final class Rounds {

  /** The sources are read at least so often, so that alerts see what is new. */
  private static final Duration SYNC_AGE = Duration.ofHours(1);

  private static final long EARLY_MILLIS = 100;

  private final Workplace workplace;
  private final Commands commands;
  private final boolean syncs;
  private final Duration interval;
  private @Nullable Instant synced;

  /**
   * Creates them.
   *
   * @param syncs whether the sources are read and analysed before
   * @param interval the longest time between two rounds
   */
  Rounds(Workplace workplace, Commands commands, boolean syncs, Duration interval) {
    this.workplace = workplace;
    this.commands = commands;
    this.syncs = syncs;
    this.interval = interval;
  }

  /** Does what is due; returns the exit code of {@code schedule run --due}. */
  int round() {
    Instant now = workplace.surroundings().clock().instant();
    boolean old = synced == null || !synced.plus(SYNC_AGE).isAfter(now);
    if (syncs && (old || isReportDue())) {
      call("sync");
      call("analyze");
      synced = now;
    }
    return call("schedule", "run", "--due");
  }

  private int call(String... command) {
    String[] arguments = new String[command.length + 3];
    System.arraycopy(command, 0, arguments, 0, command.length);
    arguments[command.length] = "--quiet";
    arguments[command.length + 1] = "--warehouse";
    arguments[command.length + 2] = workplace.warehouseFolder().toString();
    return commands.run(arguments);
  }

  private boolean isReportDue() {
    Workplace fresh = workplace.fresh();
    try {
      ScheduleRunner runner = Schedules.runner(fresh, new ArchivedReports(fresh, fresh.archive()));
      for (Schedule schedule : fresh.config().schedules()) {
        if (runner.plan(schedule).stream().anyMatch(s -> s.action() == Slot.Action.RENDER)) {
          return true;
        }
      }
    } catch (IOException | RuntimeException exception) {
      // The call that follows says it, too.
      workplace.note(Failures.message(exception));
    }
    return false;
  }

  /** Returns how long to wait for the next round: until a report is due, or the interval. */
  Duration pause() {
    Instant now = workplace.surroundings().clock().instant();
    Instant next = now.plus(interval);
    try {
      for (Schedule schedule : workplace.fresh().config().schedules()) {
        Optional<Instant> begin = schedule.cron().next(now, schedule.zone()).map(schedule::beginAt);
        if (begin.isPresent() && begin.get().isBefore(next)) {
          next = begin.get();
        }
      }
    } catch (RuntimeException wrongConfiguration) {
      // Said by the round; the next one reads the file again.
      return interval;
    }
    // Timers may be early by a little, and what is not due yet is not made.
    return Duration.between(now, next).plusMillis(EARLY_MILLIS);
  }

  /** Returns the schedules, to see that there are some before the first round. */
  List<Schedule> schedules() {
    return Schedules.named(workplace, List.of());
  }
}
