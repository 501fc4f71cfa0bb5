package dev.almanac.cli.analyze;

import dev.almanac.analyses.AnalysisCancelled;
import dev.almanac.analyses.AnalysisEngineFactory;
import dev.almanac.analyses.AnalysisReport;
import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.Interruption;
import dev.almanac.cli.command.ResultOutput;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.engine.Engines;
import dev.almanac.cli.engine.SparkJob;
import dev.almanac.cli.output.Format;
import dev.almanac.cli.output.ResultColumn;
import dev.almanac.cli.sql.ListCursor;
import dev.almanac.cli.warehouse.Analyses;
import dev.almanac.cli.warehouse.AnalysisSettings;
import dev.almanac.cli.warehouse.Warehouses;
import dev.almanac.warehouse.Warehouse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      "Results are in the tables that SHOW TABLES lists; how each came about, in analysis.",
      "Ctrl-C ends it cleanly: what was computed is kept, and the next call goes on from there."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac analyze",
      "  almanac analyze sensitivity --project digits-mlp",
      "  almanac analyze --engine spark --spark-option=--master=spark://host:7077",
      "  almanac sql \"SELECT kind, project, metric_key, status, status_reason FROM analysis\""
    })
public final class AnalyzeCommand implements Callable<Integer> {

  /** How long an interrupted run may take to store what it has. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

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
      defaultValue = Engines.DUCKDB,
      description = "duckdb (default): all cores of this machine. spark: a Spark 4.1, see below.")
  private String engine = Engines.DUCKDB;

  @Option(
      names = "--spark-home",
      paramLabel = "DIR",
      description = "Where Spark is. Default: SPARK_HOME, or spark-submit on the PATH.")
  private @Nullable String sparkHome;

  @Option(
      names = "--spark-option",
      paramLabel = "OPTION",
      description = {
        "An option of spark-submit, any number of times, for example",
        "--spark-option=--master=spark://host:7077 or",
        "--spark-option=--conf=spark.executor.memory=4g."
      })
  private final List<String> sparkOptions = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of the summary: ${COMPLETION-CANDIDATES}.")
  private @Nullable Format format;

  private final Workplace workplace;

  /** Creates the command for a workplace. */
  public AnalyzeCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() throws IOException {
    Optional<AnalysisEngineFactory> engines = Engines.find(engine);
    return engines.isPresent() ? analyze(engines.get()) : elsewhere();
  }

  private int analyze(AnalysisEngineFactory engines) throws IOException {
    try (Interruption interruption = new Interruption(PATIENCE, this::stopped)) {
      interruption.mayLeave();
      engines.start();
      interruption.mustFinish();
      return analyze(engines, interruption);
    }
  }

  private int analyze(AnalysisEngineFactory engines, Interruption interruption) throws IOException {
    try (Warehouse warehouse = Warehouses.open(workplace)) {
      ScopeChoice choice = new ScopeChoice(project, metric);
      List<AnalysisReport> reports =
          new AnalysisRuns(workplace, warehouse, engines, interruption::goOn).run(names, choice);
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
    } catch (AnalysisCancelled cancelled) {
      workplace.error("almanac: " + cancelled.getMessage());
      return interruption.exitCode();
    } catch (RuntimeException exception) {
      if (interruption.goOn()) {
        throw exception;
      }
      interruption.abandon();
      return interruption.exitCode();
    }
  }

  private void stopped() {
    workplace.error(
        "almanac: Stopped: what was stored by then is kept. Run the command again for the others.");
  }

  /** Has a process do it that has the engine. */
  private int elsewhere() throws IOException {
    if (!engine.equals(Engines.SPARK)) {
      throw CommandFailure.usage("There is no engine " + engine + ". There are duckdb and spark.");
    }
    Analyses.chosen(AnalysisSettings.of(workplace), names);
    try {
      SparkJob job = SparkJob.find(workplace.surroundings(), sparkHome);
      Warehouses.open(workplace).close();
      return told(job.run(workplace.surroundings(), sparkOptions, arguments()));
    } catch (SparkJob.Missing missing) {
      throw CommandFailure.usage(missing.getMessage());
    }
  }

  /** Speaks for a process that could not: it was killed, or the JVM ended it. */
  private int told(int code) {
    if (!SparkJob.wasKilled(code)) {
      return code;
    }
    workplace.error(
        "almanac: The driver of the Spark job was killed (exit code "
            + code
            + "). Most often the system does so for want of memory: free some, or say another"
            + " --spark-option=--driver-memory=2g. What was stored by then is kept; run the"
            + " command again for the others.");
    return ExitCode.FAILED;
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add("--warehouse=" + workplace.warehouseFolder());
    if (workplace.isQuiet()) {
      arguments.add("--quiet");
    }
    arguments.add("analyze");
    arguments.add("--engine=" + engine);
    if (project != null) {
      arguments.add("--project=" + project);
    }
    if (metric != null) {
      arguments.add("--metric=" + metric);
    }
    if (format != null) {
      arguments.add("--format=" + format);
    }
    arguments.addAll(names);
    return arguments;
  }
}
