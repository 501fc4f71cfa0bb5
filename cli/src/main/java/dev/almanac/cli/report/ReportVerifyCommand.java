package dev.almanac.cli.report;

import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.Failures;
import dev.almanac.cli.command.ResultOutput;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.output.Format;
import dev.almanac.cli.sql.ListCursor;
import dev.almanac.reports.archive.Archive;
import dev.almanac.reports.archive.Revision;
import dev.almanac.reports.archive.Verification;
import dev.almanac.reports.schedule.Schedule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code almanac report verify}: whether archived reports are what they were. */
@Command(
    name = "verify",
    header = "Renders archived reports again from their snapshots and compares every byte.",
    description = {
      "",
      "States: same; differs (with what differs); damaged (a file is no longer what was archived);",
      "expired (the snapshot is gone, the files are sound). Exits with 1 unless all are the same."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac report verify weekly/2026-W12",
      "  almanac report verify                      all that is in the archive"
    })
final class ReportVerifyCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "REPORT",
      description = "Reports, each as SERIES/PERIOD[/rN]; otherwise all in the archive.")
  private List<String> references = new ArrayList<>();

  @Option(
      names = "--templates",
      paramLabel = "DIR",
      description = "The folder of templates; otherwise that of the schedule.")
  private @Nullable String templates;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of the list: ${COMPLETION-CANDIDATES}.")
  private @Nullable Format format;

  private final Workplace workplace;

  ReportVerifyCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() throws IOException {
    Archive archive = workplace.archive();
    List<Revision> revisions =
        references.isEmpty()
            ? archive.revisions()
            : references.stream().map(archive::find).toList();
    ArchivedReports reports = new ArchivedReports(workplace, archive);
    List<List<? extends @Nullable Object>> rows = new ArrayList<>();
    boolean allSame = true;
    for (Revision revision : revisions) {
      Verification verification = verify(reports, revision);
      allSame &= verification.state() == Verification.State.SAME;
      rows.add(
          List.of(
              revision.name(),
              verification.state().word(),
              String.join(" ", verification.findings())));
    }
    new ResultOutput(workplace.surroundings(), format, null)
        .write(
            new ListCursor(
                List.of(
                    ListCursor.text("report"),
                    ListCursor.text("state"),
                    ListCursor.text("finding")),
                rows));
    return allSame ? ExitCode.OK : ExitCode.FAILED;
  }

  private Verification verify(ArchivedReports reports, Revision revision) {
    try {
      return reports.verify(revision, folder(revision.series()));
    } catch (RuntimeException exception) {
      return new Verification(Verification.State.DAMAGED, List.of(Failures.message(exception)));
    }
  }

  private @Nullable Path folder(String series) {
    if (templates != null) {
      return workplace.templates(templates);
    }
    return workplace.config().schedules().stream()
        .filter(schedule -> schedule.name().equals(series))
        .findFirst()
        .map(Schedule::templates)
        .orElse(null);
  }
}
