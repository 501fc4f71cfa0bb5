package dev.almanac.cli.schedule;

import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.InstantConverter;
import dev.almanac.cli.command.ResultOutput;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.output.Format;
import dev.almanac.cli.sql.ListCursor;
import dev.almanac.reports.schedule.Schedule;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code almanac schedule next}: when reports will be due. */
@Command(
    name = "next",
    header = "Lists when reports will be due next, and what they will be about.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", "Examples:", "  almanac schedule next", "  almanac schedule next weekly -n 3"})
final class ScheduleNextCommand implements Callable<Integer> {

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm xxx", Locale.ENGLISH);

  @Parameters(
      arity = "0..*",
      paramLabel = "SCHEDULE",
      description = "Schedules of almanac.yaml; otherwise all.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "-n",
      paramLabel = "COUNT",
      defaultValue = "5",
      description = "How many of each (default: 5).")
  private int count = 5;

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      converter = InstantConverter.class,
      description = "Count from here instead of now.")
  private @Nullable Instant asOf;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of the list: ${COMPLETION-CANDIDATES}.")
  private @Nullable Format format;

  private final Workplace workplace;

  ScheduleNextCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  /** A time at which a schedule is due. */
  private record Due(Instant at, Schedule schedule) {}

  @Override
  public Integer call() throws IOException {
    Instant now = asOf == null ? workplace.surroundings().clock().instant() : asOf;
    List<Due> all = new ArrayList<>();
    for (Schedule schedule : Schedules.named(workplace, names)) {
      List<Due> own = next(schedule, now);
      if (own.isEmpty()) {
        workplace.error(
            "Schedule "
                + schedule.name()
                + " never fires: "
                + schedule.cron()
                + " names no date that exists.");
      }
      all.addAll(own);
    }
    all.sort(Comparator.comparing(Due::at).thenComparing(due -> due.schedule().name()));
    List<List<? extends @Nullable Object>> rows = new ArrayList<>();
    for (Due due : all) {
      Schedule schedule = due.schedule();
      rows.add(
          List.of(
              schedule.name(),
              LOCAL.format(schedule.beginAt(due.at()).atZone(schedule.zone())),
              schedule.zone().getId(),
              schedule.periodAt(due.at()).id(),
              due.at().toString()));
    }
    new ResultOutput(workplace.surroundings(), format, null)
        .write(
            new ListCursor(
                List.of(
                    ListCursor.text("schedule"),
                    ListCursor.text("begins"),
                    ListCursor.text("zone"),
                    ListCursor.text("period"),
                    ListCursor.text("due_utc")),
                rows));
    return all.isEmpty() ? ExitCode.FAILED : ExitCode.OK;
  }

  private List<Due> next(Schedule schedule, Instant now) {
    List<Due> own = new ArrayList<>();
    Optional<Instant> at = schedule.cron().next(now, schedule.zone());
    while (at.isPresent() && own.size() < count) {
      own.add(new Due(at.get(), schedule));
      at = schedule.cron().next(at.get(), schedule.zone());
    }
    return own;
  }
}
