package dev.almanac.cli.schedule;

import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.ResultOutput;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.config.DeliverySettings;
import dev.almanac.cli.delivery.ChannelFault;
import dev.almanac.cli.delivery.ChannelState;
import dev.almanac.cli.delivery.ChannelSurvey;
import dev.almanac.cli.delivery.Deliveries;
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
    header = "Looks for what is wrong or odd about the schedules and channels of almanac.yaml.",
    description = {
      "",
      "Cron lines, periods, clocks that change, params; channels that nobody uses, whose secrets",
      "are not there or that go in the clear. Exits with 1 if something is wrong; what is only odd",
      "is a warning. Connects to nothing; almanac doctor --network does."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", "Examples:", "  almanac schedule lint"})
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
    remarks.addAll(channels(schedules));
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

  private List<ScheduleLint.Remark> channels(List<Schedule> schedules) throws IOException {
    DeliverySettings settings = workplace.config().deliveries();
    ChannelSurvey survey = new ChannelSurvey(settings, new Deliveries(workplace).outbox());
    List<ScheduleLint.Remark> remarks = new ArrayList<>();
    for (Schedule schedule : schedules) {
      if (settings.of(schedule.name()).isEmpty() && !settings.channels().isEmpty()) {
        String message = "Nobody gets it, though there are channels: deliver: names them.";
        remarks.add(new ScheduleLint.Remark(schedule.name(), false, message));
      }
    }
    for (ChannelState state : survey.channels()) {
      for (ChannelFault fault : state.faults()) {
        remarks.add(
            new ScheduleLint.Remark(
                "channel " + state.channel().name(),
                fault.isWrong(),
                fault.finding() + " " + fault.remedy()));
      }
    }
    for (String alert : survey.silentAlerts()) {
      String message = "Nobody hears of it: channels: names those who should.";
      remarks.add(new ScheduleLint.Remark("alert " + alert, false, message));
    }
    if (survey.lacksLink()) {
      String message = "Messages have no link to the report: archive_url says where it is seen.";
      remarks.add(new ScheduleLint.Remark("", false, message));
    }
    return remarks;
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
