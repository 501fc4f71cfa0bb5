package dev.almanac.cli.report;

import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.suggest.NearestName;
import dev.almanac.reports.author.NewReport;
import dev.almanac.reports.spec.ReportException;
import dev.almanac.reports.spec.ReportPieces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code almanac report new}: begins a report of the user's own. */
@Command(
    name = "new",
    header = "Makes a folder with a report of your own, which renders at once.",
    description = {
      "",
      "Without --from: two sections to begin with. With it: a copy of that report, every file of it.",
      "A folder that bears the name of a built-in report replaces it; delete the files that you do",
      "not change, and the built-in ones are used in their place."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac report new nightly",
      "  almanac report new team-weekly --from weekly",
      "  almanac report preview nightly --watch --port 8000"
    })
final class ReportNewCommand implements Callable<Integer> {

  @Parameters(arity = "1", paramLabel = "NAME", description = "How the report is to be called.")
  private String name = "";

  @Option(
      names = "--from",
      paramLabel = "REPORT",
      description = "Copy this report; see report list.")
  private @Nullable String from;

  @Option(
      names = "--minimal",
      description = "Two sections and nothing more; what happens without --from.")
  private boolean minimal;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Folder of your reports (default: reports beside almanac.yaml, or here).")
  private @Nullable String output;

  private final Workplace workplace;

  ReportNewCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() throws IOException {
    String origin = from;
    if (origin != null && minimal) {
      throw CommandFailure.usage("Give either --from or --minimal: a report has one beginning.");
    }
    Path reports =
        output == null ? workplace.ownReports() : workplace.surroundings().resolve(output);
    ReportPieces pieces = new ReportPieces(Files.isDirectory(reports) ? reports : null);
    if (origin != null) {
      checkOrigin(origin, pieces.names());
    }
    Path made = write(report(origin), pieces, reports);
    workplace.note("See it: almanac report preview " + name + option(reports) + " --watch");
    workplace.print(made.toString());
    return ExitCode.OK;
  }

  private NewReport report(@Nullable String origin) {
    try {
      return new NewReport(name, origin == null ? NewReport.STARTER : origin);
    } catch (ReportException exception) {
      throw CommandFailure.usage(String.valueOf(exception.getMessage()));
    }
  }

  private static void checkOrigin(String origin, List<String> names) {
    if (!names.contains(origin)) {
      throw CommandFailure.usage(
          "There is no report "
              + origin
              + " to begin with."
              + NearestName.hint(origin, names)
              + " There are "
              + String.join(", ", names)
              + ".");
    }
  }

  private static Path write(NewReport report, ReportPieces pieces, Path reports)
      throws IOException {
    try {
      return report.write(pieces, reports);
    } catch (ReportException exception) {
      throw CommandFailure.failed(String.valueOf(exception.getMessage()));
    }
  }

  /** Returns the option by which other commands find the folder; none if they do so without. */
  private String option(Path reports) {
    return reports.equals(workplace.templates(null)) ? "" : " --templates " + reports;
  }
}
