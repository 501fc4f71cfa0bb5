package dev.almanac.cli.schedule;

import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.InstantConverter;
import dev.almanac.cli.command.ResultOutput;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.delivery.Deliveries;
import dev.almanac.cli.output.Format;
import dev.almanac.cli.report.ArchivedReports;
import dev.almanac.cli.sql.ListCursor;
import dev.almanac.reports.delivery.Outbox;
import dev.almanac.reports.delivery.OutboxEntry;
import dev.almanac.reports.delivery.Postmark;
import dev.almanac.reports.schedule.Ledger;
import dev.almanac.reports.schedule.Schedule;
import dev.almanac.reports.schedule.ScheduleLint;
import dev.almanac.reports.schedule.ScheduleRunner;
import dev.almanac.reports.schedule.Slot;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code almanac schedule explain}: why a report is due or not. */
@Command(
    name = "explain",
    header = "Says of each period what came of it, what would be done now, and why.",
    description = {"", "Changes nothing."},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac schedule explain",
      "  almanac schedule explain weekly --format json"
    })
final class ScheduleExplainCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "SCHEDULE",
      description = "Schedules of almanac.yaml; otherwise all.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "-n",
      paramLabel = "COUNT",
      defaultValue = "10",
      description = "How many of the newest periods (default: 10).")
  private int count = 10;

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "Take this for now.")
  private @Nullable Instant asOf;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of the list: ${COMPLETION-CANDIDATES}.")
  private @Nullable Format format;

  private final Workplace given;

  ScheduleExplainCommand(Workplace workplace) {
    this.given = workplace;
  }

  @Override
  public Integer call() throws IOException {
    Workplace workplace = given.at(asOf);
    ScheduleRunner runner =
        Schedules.runner(workplace, new ArchivedReports(workplace, workplace.archive()));
    Ledger ledger = Schedules.ledger(workplace);
    ledger.read().damages().forEach(workplace::error);
    runner.clockProblem().ifPresent(workplace::error);
    Outbox.Content outbox = new Deliveries(workplace).outbox();
    outbox.damages().forEach(workplace::error);
    List<List<? extends @Nullable Object>> rows = new ArrayList<>();
    Instant now = workplace.surroundings().clock().instant();
    for (Schedule schedule : Schedules.named(workplace, names)) {
      List<Slot> slots = runner.plan(schedule);
      for (Slot slot : slots.subList(Math.max(0, slots.size() - count), slots.size())) {
        rows.add(row(schedule, slot, outbox));
      }
      rows.add(coming(schedule, now));
    }
    new ResultOutput(workplace.surroundings(), format, null)
        .write(
            new ListCursor(
                List.of(
                    ListCursor.text("schedule"),
                    ListCursor.text("period"),
                    ListCursor.text("due"),
                    ListCursor.text("state"),
                    ListCursor.text("now"),
                    ListCursor.text("why"),
                    ListCursor.text("delivery")),
                rows));
    return ExitCode.OK;
  }

  private static List<? extends @Nullable Object> row(
      Schedule schedule, Slot slot, Outbox.Content outbox) {
    String state = slot.last() == null ? "" : slot.last().state().word();
    String clocks = ScheduleLint.clocksAt(schedule, slot.due()).orElse("");
    return List.of(
        schedule.name(),
        slot.period().id(),
        slot.due().atZone(schedule.zone()).toOffsetDateTime().toString(),
        state,
        slot.action().name().toLowerCase(Locale.ROOT),
        (slot.reason() + " " + clocks).strip(),
        delivery(schedule, slot, outbox));
  }

  /** Returns what became of the newest report on the period, each channel and recipient. */
  private static String delivery(Schedule schedule, Slot slot, Outbox.Content outbox) {
    String revision = slot.last() == null ? null : slot.last().revision();
    String key =
        revision == null ? schedule.name() + "/" + slot.period().id() + "/failed" : revision;
    return outbox.of(key).stream()
        .map(ScheduleExplainCommand::delivery)
        .collect(Collectors.joining(" "));
  }

  private static String delivery(OutboxEntry entry) {
    String whom = entry.mark().recipient().isEmpty() ? "" : " " + entry.mark().recipient();
    String why =
        entry.state() == Postmark.State.SENT || entry.note().isEmpty() ? "" : ", " + entry.note();
    return entry.mark().channel()
        + whom
        + ": "
        + entry.state().word()
        + why.replaceAll("\\.+$", "")
        + ".";
  }

  private static List<? extends @Nullable Object> coming(Schedule schedule, Instant now) {
    Optional<Instant> next = schedule.cron().next(now, schedule.zone());
    if (next.isEmpty()) {
      return List.of(
          schedule.name(),
          "",
          "",
          "",
          "never",
          schedule.cron() + " names no date that exists, so it never fires.",
          "");
    }
    String clocks = ScheduleLint.clocksAt(schedule, next.get()).orElse("");
    return List.of(
        schedule.name(),
        schedule.periodAt(next.get()).id(),
        next.get().atZone(schedule.zone()).toOffsetDateTime().toString(),
        "",
        "later",
        ("Not due yet. " + clocks).strip(),
        "");
  }
}
