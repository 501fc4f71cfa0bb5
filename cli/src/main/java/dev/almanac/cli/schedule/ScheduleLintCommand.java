package dev.almanac.cli.schedule;

import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.ResultOutput;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.output.Format;
import dev.almanac.cli.report.ReportArguments;
import dev.almanac.cli.report.ReportJob;
import dev.almanac.cli.sql.ListCursor;
import dev.almanac.reports.schedule.Schedule;
import dev.almanac.reports.schedule.ScheduleLint;
import dev.almanac.reports.spec.ReportPieces;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code almanac schedule lint}: what is odd about the schedules. */
@Command(
    name = "lint",
    header = "Looks for what is wrong or odd about the schedules of almanac.yaml.",
    description = {"", "Exits with 1 if something is wrong; what is only odd is a warning."},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ScheduleLintCommand implements Callable<Integer> {

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of the list: ${COMPLETION-CANDIDATES}.")
  private @Nullable Format format;

  private final Workplace workplace;

  ScheduleLintCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() throws IOException {
    List<Schedule> schedules = Schedules.named(workplace, List.of());
    Instant now = workplace.surroundings().clock().instant();
    List<ScheduleLint.Remark> remarks =
        new ArrayList<>(
            ScheduleLint.of(
                schedules,
                now,
                schedule -> new ReportPieces(workplace.templatesOf(schedule)).names()));
    schedules.forEach(schedule -> params(schedule).ifPresent(remarks::add));
    List<List<? extends @Nullable Object>> rows = new ArrayList<>();
    for (ScheduleLint.Remark remark : remarks) {
      rows.add(List.of(remark.schedule(), remark.isWrong() ? "wrong" : "odd", remark.message()));
    }
    new ResultOutput(workplace.surroundings(), format, null)
        .write(
            new ListCursor(
                List.of(
                    ListCursor.text("schedule"), ListCursor.text("is"), ListCursor.text("remark")),
                rows));
    workplace.note(schedules.size() + " schedules, " + remarks.size() + " remarks.");
    return remarks.stream().anyMatch(ScheduleLint.Remark::isWrong) ? ExitCode.FAILED : ExitCode.OK;
  }

  /** Finds params that are missing or unknown; what they name is found when the report is made. */
  private static Optional<ScheduleLint.Remark> params(Schedule schedule) {
    ReportPieces pieces = new ReportPieces(schedule.templates());
    if (!pieces.names().contains(schedule.report())) {
      return Optional.empty();
    }
    try {
      ReportArguments.check(ReportJob.spec(schedule.report(), pieces), schedule.params());
      return Optional.empty();
    } catch (CommandFailure failure) {
      return Optional.of(new ScheduleLint.Remark(schedule.name(), true, failure.getMessage()));
    }
  }
}
