package dev.almanac.cli.schedule;

import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.InstantConverter;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.delivery.Deliveries;
import dev.almanac.cli.report.ArchivedReports;
import dev.almanac.cli.warehouse.Warehouses;
import dev.almanac.reports.archive.Revision;
import dev.almanac.reports.delivery.OutboxEntry;
import dev.almanac.reports.delivery.alert.Alert;
import dev.almanac.reports.delivery.alert.AlertChecks;
import dev.almanac.reports.delivery.alert.AlertEntry;
import dev.almanac.reports.delivery.alert.AlertLedger;
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
    header = "Makes the reports that are due into the archive, prints their paths, delivers them.",
    description = {
      "",
      "With --due it may be called as often as one likes: each period is made once, missed periods",
      "are caught up, and several calls at once share the work. Alerts are checked, and what could",
      "not be delivered by earlier calls is tried again. With --period one report is made again, as",
      "a new revision, and not delivered.",
      "",
      "Exits with 1 if a report failed and is still missing, 75 if another process is at the work,",
      "4 if something could not be delivered yet, 5 if a report waits for data, 3 if an alert fires",
      "and --fail-on alert is given, 6 if a report is degraded and --fail-on degraded is given."
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
      paramLabel = "WHAT",
      split = ",",
      description = {
        "degraded: exit with 6 if a report is degraded; alert: exit with 3 if an alert fires;"
            + " or both, with a comma."
      })
  private List<FailOn> failOn = new ArrayList<>();

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "Take this for now, for example 2026-03-16T08:00:00Z.")
  private @Nullable Instant asOf;

  private final Workplace given;

  /** What else counts as failure. */
  enum FailOn {
    /** A report in which something is missing. */
    DEGRADED,
    /** An alert that fires, or that cannot be checked. */
    ALERT
  }

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
    List<Alert> alerts = due ? workplace.config().deliveries().alerts() : List.of();
    boolean alertsAlone = names.isEmpty() && workplace.config().schedules().isEmpty();
    List<Schedule> schedules =
        alertsAlone && !alerts.isEmpty() ? List.of() : Schedules.named(workplace, names);
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
    boolean delivers = !workplace.config().deliveries().isEmpty();
    Deliveries deliveries = new Deliveries(workplace);
    if (delivers) {
      deliveries.outbox().damages().forEach(workplace::error);
      deliveries.subscribe();
    }
    List<SlotOutcome> outcomes = new ArrayList<>();
    boolean neverFires = false;
    for (Schedule schedule : schedules) {
      if (schedule.cron().next(Instant.EPOCH, schedule.zone()).isEmpty()) {
        // The others are made and delivered all the same.
        sayThatItNeverFires(workplace, schedule);
        neverFires = true;
        continue;
      }
      List<SlotOutcome> own = run(workplace, runner, schedule);
      outcomes.addAll(own);
      if (!due) {
        withhold(deliveries, schedule, own);
      }
    }
    List<AlertEntry> checked = checked(workplace, deliveries, alerts);
    List<OutboxEntry> tried = List.of();
    if (due && delivers) {
      List<LedgerEntry> entries = Schedules.ledger(workplace).read().entries();
      deliveries.post(entries);
      tried = deliveries.deliver(entries);
      deliveries.say(tried);
    }
    if (due && outcomes.isEmpty() && tried.isEmpty() && !hasNews(checked)) {
      workplace.note("Nothing is due.");
    }
    boolean leftOver = due && delivers && deliveries.isLeftOver(tried);
    int code = exitCode(outcomes, checked, tried, leftOver, fires(deliveries, alerts));
    return neverFires && (code == ExitCode.OK || code == skipCode) ? ExitCode.USAGE : code;
  }

  private static void withhold(Deliveries deliveries, Schedule schedule, List<SlotOutcome> outcomes)
      throws IOException {
    for (SlotOutcome outcome : outcomes) {
      if (outcome.revision() != null) {
        deliveries.withhold(schedule, outcome.revision().name());
      }
    }
  }

  /** Checks the alerts that are due, and says what is new. */
  private static List<AlertEntry> checked(
      Workplace workplace, Deliveries deliveries, List<Alert> alerts) throws IOException {
    List<AlertEntry> checked = new ArrayList<>();
    try (AlertQueries queries = new AlertQueries(workplace)) {
      AlertChecks checks =
          new AlertChecks(deliveries.alerts(), workplace.surroundings().clock(), queries);
      for (Alert alert : alerts) {
        checks.check(alert).ifPresent(checked::add);
      }
    }
    checked.forEach(entry -> say(workplace, entry));
    return checked;
  }

  /** Says what an alert is: news in any case, what goes on for those who listen. */
  private static void say(Workplace workplace, AlertEntry entry) {
    long rows = entry.rows().total();
    String what =
        "Alert "
            + entry.alert()
            + switch (entry.state()) {
              case BROKEN -> " cannot be checked. " + entry.message();
              case FIRING -> " is firing: " + rows + (rows == 1 ? " row." : " rows.");
              case QUIET -> " has recovered.";
            };
    boolean bad = entry.state() != AlertEntry.State.QUIET;
    if (bad && entry.notice() != null) {
      workplace.error(what);
    } else if (bad || entry.notice() == Alert.Notice.RECOVERED) {
      workplace.note(what);
    }
  }

  private static boolean hasNews(List<AlertEntry> checked) {
    return checked.stream().anyMatch(entry -> entry.state() != AlertEntry.State.QUIET);
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

  private static void sayThatItNeverFires(Workplace workplace, Schedule schedule) {
    workplace.error(
        "The cron line "
            + schedule.cron()
            + " of schedule "
            + schedule.name()
            + " names no date that exists, so it never fires.");
  }

  private List<SlotOutcome> run(Workplace workplace, ScheduleRunner runner, Schedule schedule)
      throws IOException {
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

  /** Tells whether an alert fires or is broken, whether it was checked in this call or before. */
  private static boolean fires(Deliveries deliveries, List<Alert> alerts) throws IOException {
    AlertLedger.Content known = deliveries.alerts().read();
    return alerts.stream()
        .anyMatch(
            alert ->
                known
                    .last(alert.name())
                    .filter(entry -> entry.state() != AlertEntry.State.QUIET)
                    .isPresent());
  }

  private int exitCode(
      List<SlotOutcome> outcomes,
      List<AlertEntry> checked,
      List<OutboxEntry> tried,
      boolean leftOver,
      boolean fires) {
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
    if (leftOver) {
      return ExitCode.NOT_DELIVERED;
    }
    if (has(outcomes, SlotState.WAITING)) {
      return ExitCode.NOT_FRESH;
    }
    if (failOn.contains(FailOn.ALERT) && fires) {
      return ExitCode.ALERT;
    }
    if (failOn.contains(FailOn.DEGRADED) && has(outcomes, SlotState.DEGRADED)) {
      return ExitCode.DEGRADED;
    }
    boolean nothing =
        tried.isEmpty()
            && !hasNews(checked)
            && outcomes.stream().allMatch(outcome -> outcome.slot().action() == Slot.Action.LATER);
    return nothing ? skipCode : ExitCode.OK;
  }

  private static boolean has(List<SlotOutcome> outcomes, SlotState state) {
    return outcomes.stream().anyMatch(outcome -> outcome.state() == state);
  }
}
