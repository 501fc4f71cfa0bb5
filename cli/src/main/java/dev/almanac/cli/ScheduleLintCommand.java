package dev.almanac.cli;

import dev.almanac.cli.output.Format;
import dev.almanac.cli.sql.ListCursor;
import dev.almanac.reports.schedule.Schedule;
import dev.almanac.reports.schedule.ScheduleLint;
import dev.almanac.reports.spec.ReportPieces;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
        ScheduleLint.of(
            schedules, now, schedule -> new ReportPieces(workplace.templatesOf(schedule)).names());
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
}
