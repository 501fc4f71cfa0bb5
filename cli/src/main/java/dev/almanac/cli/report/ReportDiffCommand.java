package dev.almanac.cli.report;

import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.ResultOutput;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.output.Format;
import dev.almanac.cli.sql.ListCursor;
import dev.almanac.reports.archive.Archive;
import dev.almanac.reports.archive.Change;
import dev.almanac.reports.archive.ReportDiff;
import dev.almanac.reports.archive.Revision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code almanac report diff}: in what two archived reports differ. */
@Command(
    name = "diff",
    header = "Lists in what two archived reports differ: numbers, rows and findings.",
    description = {
      "",
      "Compares the archived data, not what the warehouse says today. A value is marked as",
      "restated if both reports state it for the same period, so that one has been corrected."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac report diff weekly/2026-W11 weekly/2026-W12",
      "  almanac report diff weekly/2026-W12/r1 weekly/2026-W12/r2"
    })
final class ReportDiffCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "The first report, as SERIES/PERIOD[/rN]; without rN, the newest revision.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "B", description = "The second report.")
  private String second = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of the list: ${COMPLETION-CANDIDATES}.")
  private @Nullable Format format;

  private final Workplace workplace;

  ReportDiffCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() throws IOException {
    Archive archive = workplace.archive();
    Revision before = archive.find(first);
    Revision after = archive.find(second);
    List<Change> changes = ReportDiff.of(archive, before, after);
    List<List<? extends @Nullable Object>> rows = new ArrayList<>();
    for (Change change : changes) {
      rows.add(
          List.of(
              change.kind(),
              change.section(),
              change.what(),
              change.before(),
              change.after(),
              change.restated() ? "restated" : ""));
    }
    workplace.note(before.name() + " to " + after.name() + ": " + changes.size() + " differences.");
    new ResultOutput(workplace.surroundings(), format, null)
        .write(
            new ListCursor(
                List.of(
                    ListCursor.text("kind"),
                    ListCursor.text("section"),
                    ListCursor.text("what"),
                    ListCursor.text("before"),
                    ListCursor.text("after"),
                    ListCursor.text("restated")),
                rows));
    return ExitCode.OK;
  }
}
