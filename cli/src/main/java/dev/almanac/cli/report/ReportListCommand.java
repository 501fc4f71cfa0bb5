package dev.almanac.cli.report;

import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.ResultOutput;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.delivery.Deliveries;
import dev.almanac.cli.delivery.ScheduleUse;
import dev.almanac.cli.output.Format;
import dev.almanac.cli.sql.ListCursor;
import dev.almanac.reports.archive.Archive;
import dev.almanac.reports.archive.ArchiveException;
import dev.almanac.reports.archive.Manifest;
import dev.almanac.reports.archive.Revision;
import dev.almanac.reports.delivery.Outbox;
import dev.almanac.reports.spec.ReportPieces;
import dev.almanac.reports.spec.ReportSpec;
import dev.almanac.reports.spec.ReportYaml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code almanac report list}: which reports there are, and which are in the archive. */
@Command(
    name = "list",
    header = "Lists the reports that can be rendered, and those in the archive.",
    description = {
      "",
      "Without a name: the built-in reports and those of a folder of templates, what each takes",
      "(report run NAME ...), and which schedules make it and whom they tell. With the name of a",
      "schedule or report: what the archive holds of it, newest first, and what became of its",
      "delivery. --archived: all it holds."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac report list",
      "  almanac report list weekly",
      "  almanac report list --archived --format json"
    })
final class ReportListCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "A schedule or report of which the archived reports are listed.")
  private @Nullable String name;

  @Option(names = "--archived", description = "List all that is in the archive.")
  private boolean archived;

  @Option(
      names = "--templates",
      paramLabel = "DIR",
      description = "Folder whose reports come along, and whose files replace built-in ones.")
  private @Nullable String templates;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of the list: ${COMPLETION-CANDIDATES}.")
  private @Nullable Format format;

  private final Workplace workplace;

  ReportListCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() throws IOException {
    if (archived || name != null) {
      return listArchive(workplace.archive());
    }
    Archive archive = workplace.archive();
    ReportPieces pieces = new ReportPieces(workplace.templates(templates));
    List<List<? extends @Nullable Object>> rows = new ArrayList<>();
    List<Revision> kept = archive.revisions();
    for (String report : pieces.names()) {
      ReportSpec spec = ReportYaml.read(report, pieces);
      long archivedOnes = kept.stream().filter(r -> Archive.isSeriesOf(report, r.series())).count();
      rows.add(
          List.of(
              report,
              spec.about(),
              ReportArguments.takes(spec),
              (long) spec.sections().size(),
              archivedOnes,
              ScheduleUse.of(report, workplace.config())));
    }
    new ResultOutput(workplace.surroundings(), format, null)
        .write(
            new ListCursor(
                List.of(
                    ListCursor.text("report"),
                    ListCursor.text("about"),
                    ListCursor.text("takes"),
                    ListCursor.bigint("sections"),
                    ListCursor.bigint("archived"),
                    ListCursor.text("schedules")),
                rows));
    return ExitCode.OK;
  }

  private int listArchive(Archive archive) throws IOException {
    List<Revision> found =
        archive.revisions().stream()
            .filter(revision -> name == null || Archive.isSeriesOf(name, revision.series()))
            .toList();
    if (found.isEmpty() && name != null) {
      throw CommandFailure.failed(
          "The archive " + archive.folder() + " holds nothing of " + name + ".");
    }
    List<List<? extends @Nullable Object>> rows = new ArrayList<>();
    List<Revision> newestFirst = new ArrayList<>(found);
    Collections.reverse(newestFirst);
    Outbox.Content outbox = new Deliveries(workplace).outbox();
    outbox.damages().forEach(workplace::error);
    for (Revision revision : newestFirst) {
      rows.add(row(archive, revision, ScheduleUse.delivery(revision.name(), outbox)));
    }
    new ResultOutput(workplace.surroundings(), format, null)
        .write(
            new ListCursor(
                List.of(
                    ListCursor.text("archived"),
                    ListCursor.text("state"),
                    ListCursor.text("rendered_as_of"),
                    ListCursor.text("snapshot"),
                    ListCursor.text("headline"),
                    ListCursor.text("reasons"),
                    ListCursor.text("delivery"),
                    ListCursor.text("page")),
                rows));
    return ExitCode.OK;
  }

  private static List<? extends @Nullable Object> row(
      Archive archive, Revision revision, String delivery) {
    try {
      Manifest manifest = archive.manifest(revision);
      return List.of(
          revision.name(),
          manifest.state(),
          manifest.asOf().toString(),
          manifest.snapshot().id(),
          manifest.headline(),
          String.join(" ", manifest.reasons()),
          delivery,
          revision.page().toString());
    } catch (ArchiveException exception) {
      return List.of(
          revision.name(),
          "damaged",
          "",
          "",
          "",
          String.valueOf(exception.getMessage()),
          delivery,
          revision.page().toString());
    }
  }
}
