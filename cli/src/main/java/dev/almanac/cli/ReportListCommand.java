package dev.almanac.cli;

import dev.almanac.cli.output.Format;
import dev.almanac.cli.sql.ListCursor;
import dev.almanac.reports.spec.ReportPieces;
import dev.almanac.reports.spec.ReportSpec;
import dev.almanac.reports.spec.ReportYaml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code almanac report list}: which reports there are. */
@Command(
    name = "list",
    header = "Lists the reports: built-in ones, and those of a folder of templates.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ReportListCommand implements Callable<Integer> {

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
    ReportPieces pieces = new ReportPieces(workplace.templates(templates));
    List<List<? extends @Nullable Object>> rows = new ArrayList<>();
    for (String name : pieces.names()) {
      ReportSpec spec = ReportYaml.read(name, pieces);
      rows.add(List.of(name, spec.title(), (long) spec.sections().size()));
    }
    new ResultOutput(workplace.surroundings(), format, null)
        .write(
            new ListCursor(
                List.of(
                    ListCursor.text("report"),
                    ListCursor.text("title"),
                    ListCursor.bigint("sections")),
                rows));
    return ExitCode.OK;
  }
}
