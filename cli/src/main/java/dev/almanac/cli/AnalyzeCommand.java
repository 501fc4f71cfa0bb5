package dev.almanac.cli;

import dev.almanac.analyses.AnalysisReport;
import dev.almanac.cli.output.Format;
import dev.almanac.cli.output.ResultColumn;
import dev.almanac.cli.sql.ListCursor;
import dev.almanac.warehouse.Warehouse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code almanac analyze}: computes and stores the analyses that are out of date. */
@Command(
    name = "analyze",
    header = "Computes the analyses that are out of date and stores their results as tables.",
    description = {
      "",
      "Without names, all analyses. A result whose input did not change is not computed again.",
      "Results are in the tables that SHOW TABLES lists; how each came about, in analysis."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac analyze",
      "  almanac analyze sensitivity --project digits-mlp",
      "  almanac sql \"SELECT kind, project, metric_key, status, status_reason FROM analysis\""
    })
final class AnalyzeCommand implements Callable<Integer> {

  private static final List<ResultColumn> COLUMNS =
      List.of(
          ListCursor.text("analysis"),
          ListCursor.bigint("computed"),
          ListCursor.bigint("up_to_date"),
          ListCursor.bigint("failed"),
          ListCursor.bigint("removed"));

  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Which analyses.")
  private final List<String> names = new ArrayList<>();

  @Option(
      names = "--project",
      paramLabel = "P",
      description = "Only this project; results across projects are left alone.")
  private @Nullable String project;

  @Option(
      names = "--metric",
      paramLabel = "M",
      description =
          "Only this metric. Without it, sensitivity keeps to each project's primary metric.")
  private @Nullable String metric;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      defaultValue = "duckdb",
      description = "duckdb (default), or spark.")
  private String engine = "duckdb";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of the summary: ${COMPLETION-CANDIDATES}.")
  private @Nullable Format format;

  private final Workplace workplace;

  AnalyzeCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() throws IOException {
    checkEngine();
    try (Warehouse warehouse = Warehouses.open(workplace)) {
      ScopeChoice choice = new ScopeChoice(project, metric);
      List<AnalysisReport> reports = new AnalysisRuns(workplace, warehouse).run(names, choice);
      List<List<? extends @Nullable Object>> rows = new ArrayList<>();
      long failed = 0;
      for (AnalysisReport report : reports) {
        failed += report.failed();
        rows.add(
            List.of(
                report.kind(),
                report.computed(),
                report.upToDate(),
                report.failed(),
                report.removed()));
      }
      new ResultOutput(workplace.surroundings(), format, null).write(new ListCursor(COLUMNS, rows));
      if (failed > 0) {
        workplace.error(
            failed
                + " scopes failed. Why: almanac sql \"SELECT kind, project, metric_key,"
                + " status_reason FROM analysis WHERE status = 'failed'\"");
      }
      return failed > 0 ? ExitCode.FAILED : ExitCode.OK;
    }
  }

  private void checkEngine() {
    switch (engine) {
      case "duckdb" -> {}
      case "spark" ->
          throw CommandFailure.usage(
              "Cannot use engine spark: this version of Almanac has no Spark job yet. Leave"
                  + " --engine out; DuckDB computes the same results.");
      default ->
          throw CommandFailure.usage(
              "There is no engine " + engine + ". There are duckdb and spark.");
    }
  }
}
