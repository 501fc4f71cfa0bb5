package dev.almanac.cli;

import dev.almanac.reports.archive.Revision;
import dev.almanac.reports.period.Period;
import dev.almanac.reports.period.PeriodGrammar;
import dev.almanac.reports.schedule.Ledger;
import dev.almanac.reports.schedule.LedgerEntry;
import dev.almanac.reports.schedule.Schedule;
import dev.almanac.reports.schedule.ScheduleRunner;
import dev.almanac.reports.schedule.Slot;
import dev.almanac.reports.schedule.SlotOutcome;
import dev.almanac.reports.schedule.SlotState;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code almanac schedule run}: makes what is due. */
@Command(
    name = "run",
    header = "Makes the reports that are due into the archive, and prints their paths.",
    description = {
      "",
      "With --due it may be called as often as one likes: each period is made once, missed periods",
      "are caught up, and several calls at once share the work. With --period one report is made",
      "again, as a new revision.",
      "",
      "Exits with 1 if a report failed and is still missing, 75 if another process is at the work,",
      "5 if a report waits for data, 6 if one is degraded and --fail-on degraded is given."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac schedule run --due",
      "  almanac schedule run weekly --period 2026-W12"
    })
final class ScheduleRunCommand implements Callable<Integer> {

  /** Of so many of the newest reports it is made sure that their snapshots are kept. */
  private static final int LOOKED_AFTER = 50;

  @Parameters(
      arity = "0..*",
      paramLabel = "SCHEDULE",
      description = "Schedules of almanac.yaml; otherwise all.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--due", description = "Make all that is due.")
  private boolean due;

  @Option(
      names = "--period",
      paramLabel = "PERIOD",
      description = "Make the report on this period, whether or not there is one.")
  private @Nullable String period;

  @Option(
      names = "--skip-code",
      paramLabel = "CODE",
      defaultValue = "0",
      description = "Exit with this if nothing is due (default: 0).")
  private int skipCode;

  @Option(
      names = "--fail-on",
      paramLabel = "degraded",
      description = "degraded: exit with 6 if a report is degraded.")
  private ReportRunCommand.@Nullable FailOn failOn;

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      converter = ReportRunCommand.InstantConverter.class,
      description = "Take this for now, for example 2026-03-16T08:00:00Z.")
  private @Nullable Instant asOf;

  private final Workplace given;

  ScheduleRunCommand(Workplace workplace) {
    this.given = workplace;
  }

  @Override
  public Integer call() throws IOException {
    if (due == (period != null)) {
      throw CommandFailure.usage(
          "Say what to run: --due for all that is due, or --period PERIOD for one period.");
    }
    Workplace workplace = given.at(asOf);
    List<Schedule> schedules = Schedules.named(workplace, names);
    // Without a warehouse there is nothing to note anything in.
    Warehouses.open(workplace).close();
    ArchivedReports reports = new ArchivedReports(workplace, workplace.archive());
    ScheduleRunner runner = Schedules.runner(workplace, reports);
    Ledger.Content ledger = Schedules.ledger(workplace).read();
    ledger.damages().forEach(workplace::error);
    Optional<String> clock = runner.clockProblem();
    if (clock.isPresent()) {
      throw CommandFailure.failed(clock.get());
    }
    keepSnapshots(reports, ledger);
    List<SlotOutcome> outcomes = new ArrayList<>();
    for (Schedule schedule : schedules) {
      outcomes.addAll(run(workplace, runner, schedule));
    }
    if (due && outcomes.isEmpty()) {
      workplace.note("Nothing is due.");
    }
    return exitCode(outcomes);
  }

  private static void keepSnapshots(ArchivedReports reports, Ledger.Content ledger) {
    List<LedgerEntry> entries = ledger.entries();
    List<String> ids =
        entries.subList(Math.max(0, entries.size() - LOOKED_AFTER), entries.size()).stream()
            .map(LedgerEntry::snapshot)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    if (!ids.isEmpty()) {
      reports.keep(ids);
    }
  }

  private List<SlotOutcome> run(Workplace workplace, ScheduleRunner runner, Schedule schedule)
      throws IOException {
    if (schedule.cron().next(Instant.EPOCH, schedule.zone()).isEmpty()) {
      throw CommandFailure.usage(
          "The cron line "
              + schedule.cron()
              + " of schedule "
              + schedule.name()
              + " names no date that exists, so it never fires.");
    }
    List<SlotOutcome> outcomes =
        period == null
            ? runner.run(schedule)
            : List.of(runner.rerun(schedule, about(workplace, schedule, period)));
    outcomes.forEach(outcome -> say(workplace, outcome));
    return outcomes;
  }

  private static Period about(Workplace workplace, Schedule schedule, String text) {
    Instant now = workplace.surroundings().clock().instant();
    Period about;
    try {
      about = new PeriodGrammar(schedule.zone(), now, Optional::empty).parse(text);
    } catch (IllegalArgumentException exception) {
      throw CommandFailure.usage(String.valueOf(exception.getMessage()));
    }
    if (about.isPartialAt(now)) {
      throw CommandFailure.usage(
          "Period "
              + about.id()
              + " is not over: it ends at "
              + about.end()
              + ". For a preview, use almanac report run.");
    }
    return about;
  }

  private static void say(Workplace workplace, SlotOutcome outcome) {
    String what =
        outcome.schedule() + " on " + outcome.slot().period().id() + ": " + outcome.state().word();
    String why = outcome.message().isEmpty() ? "." : ". " + outcome.message();
    boolean bad = outcome.state() == SlotState.FAILED || outcome.state() == SlotState.DEGRADED;
    if (bad) {
      workplace.error(what + why);
    } else {
      workplace.note(what + why);
    }
    Revision revision = outcome.revision();
    if (revision != null) {
      workplace.print(revision.page().toString());
    }
  }

  private int exitCode(List<SlotOutcome> outcomes) {
    if (has(outcomes, SlotState.FAILED)) {
      return ExitCode.FAILED;
    }
    boolean held =
        outcomes.stream()
            .anyMatch(
                outcome ->
                    outcome.slot().action() == Slot.Action.HELD
                        || outcome.state() == SlotState.RUNNING);
    if (held) {
      return ExitCode.LOCKED;
    }
    if (has(outcomes, SlotState.WAITING)) {
      return ExitCode.NOT_FRESH;
    }
    if (failOn == ReportRunCommand.FailOn.DEGRADED && has(outcomes, SlotState.DEGRADED)) {
      return ExitCode.DEGRADED;
    }
    boolean nothing =
        outcomes.stream().allMatch(outcome -> outcome.slot().action() == Slot.Action.LATER);
    return nothing ? skipCode : ExitCode.OK;
  }

  private static boolean has(List<SlotOutcome> outcomes, SlotState state) {
    return outcomes.stream().anyMatch(outcome -> outcome.state() == state);
  }
}
