package dev.almanac.cli;

import dev.almanac.cli.analyze.AnalyzeCommand;
import dev.almanac.cli.command.CommonOptions;
import dev.almanac.cli.command.Failures;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.demo.DemoCommand;
import dev.almanac.cli.doctor.DoctorCommand;
import dev.almanac.cli.live.LiveCommand;
import dev.almanac.cli.report.ReportCommand;
import dev.almanac.cli.schedule.ScheduleCommand;
import dev.almanac.cli.serve.ServeCommand;
import dev.almanac.cli.shell.SqlCommand;
import dev.almanac.cli.sources.ArtifactCommand;
import dev.almanac.cli.sources.SourcesCommand;
import dev.almanac.cli.sync.SyncCommand;
import dev.almanac.cli.terminal.Surroundings;
import dev.almanac.cli.terminal.Terminal;
import dev.almanac.cli.terminal.TextStreams;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program: {@code almanac COMMAND}. */
@Command(
    name = "almanac",
    header = "Analytics and scheduled reports over machine-learning experiment history.",
    description = {
      "",
      "Reads the runs that people logged, keeps them in a Parquet warehouse, answers SQL over it,",
      "computes what the history teaches, and renders reports."
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac demo                          see it all on real runs in a few minutes",
      "  almanac sync ~/experiments/mlruns     read an MLflow store",
      "  almanac sql \"SHOW TABLES\"             what there is to ask",
      "  almanac report run weekly             last week, as one HTML file",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage or almanac.yaml, 3 an alert fires, 4 not delivered",
      "yet, 5 waiting for data, 6 a report is not whole, 75 held by another process, 130 interrupted."
    })
public final class Almanac implements Runnable {

  @Mixin private final CommonOptions options = new CommonOptions();

  @Spec private CommandSpec spec;

  private Almanac() {
    this.spec = CommandSpec.create();
  }

  /** Runs the process. */
  public static void main(String[] arguments) throws IOException {
    String rehearse = System.getProperty("almanac.rehearse");
    if (rehearse != null) {
      FirstStart.rehearse(Path.of(rehearse));
      return;
    }
    System.exit(run(Surroundings.ofProcess(), arguments));
  }

  /** Runs one command line and returns its exit code. */
  public static int run(Surroundings surroundings, String... arguments) {
    return commandLine(surroundings).execute(arguments);
  }

  /** Without a command there is only the help to show. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static CommandLine commandLine(Surroundings surroundings) {
    Terminal terminal = surroundings.terminal();
    Almanac almanac = new Almanac();
    Workplace workplace = new Workplace(surroundings, almanac.options);
    CommandLine line = new CommandLine(almanac);
    line.addSubcommand(new DemoCommand(workplace));
    line.addSubcommand(new SyncCommand(workplace));
    line.addSubcommand(new SqlCommand(workplace));
    line.addSubcommand(new AnalyzeCommand(workplace));
    line.addSubcommand(new LiveCommand(workplace));
    line.addSubcommand(ReportCommand.commandLine(workplace));
    line.addSubcommand(ScheduleCommand.commandLine(workplace));
    line.addSubcommand(new ServeCommand(workplace, arguments -> run(surroundings, arguments)));
    line.addSubcommand(new SourcesCommand(workplace));
    line.addSubcommand(new ArtifactCommand(workplace));
    line.addSubcommand(new DoctorCommand(workplace));
    line.setOut(TextStreams.writer(terminal.data()));
    line.setErr(TextStreams.writer(terminal.notes()));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi(terminal)));
    line.setUsageHelpWidth(Math.min(100, Math.max(80, terminal.width())));
    line.setUsageHelpAutoWidth(false);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(new Failures(surroundings)::wrongUsage);
    line.setExecutionExceptionHandler(new Failures(surroundings)::failed);
    return line;
  }

  private static Ansi ansi(Terminal terminal) {
    return terminal.color() == Terminal.Color.ON && terminal.showsData() ? Ansi.ON : Ansi.OFF;
  }
}
