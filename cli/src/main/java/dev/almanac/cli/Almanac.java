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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
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
    return commandLine(surroundings, arguments).execute(arguments);
  }

  /** Without a command there is only the help to show. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static CommandLine commandLine(Surroundings surroundings, String... arguments) {
    Terminal terminal = surroundings.terminal();
    Almanac almanac = new Almanac();
    Workplace workplace = new Workplace(surroundings, almanac.options);
    CommandLine line = new CommandLine(almanac);
    Map<String, Supplier<Object>> commands = commands(surroundings, workplace);
    Supplier<Object> meant = commands.get(commandWord(line.getCommandSpec(), arguments));
    if (meant != null) {
      line.addSubcommand(meant.get());
    } else {
      commands.values().forEach(command -> line.addSubcommand(command.get()));
    }
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

  /** The commands by name, in the order of the help; picocli takes milliseconds to read each. */
  private static Map<String, Supplier<Object>> commands(
      Surroundings surroundings, Workplace workplace) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("demo", () -> new DemoCommand(workplace));
    commands.put("sync", () -> new SyncCommand(workplace));
    commands.put("sql", () -> new SqlCommand(workplace));
    commands.put("analyze", () -> new AnalyzeCommand(workplace));
    commands.put("live", () -> new LiveCommand(workplace));
    commands.put("report", () -> ReportCommand.commandLine(workplace));
    commands.put("schedule", () -> ScheduleCommand.commandLine(workplace));
    commands.put(
        "serve", () -> new ServeCommand(workplace, arguments -> run(surroundings, arguments)));
    commands.put("sources", () -> new SourcesCommand(workplace));
    commands.put("artifact", () -> new ArtifactCommand(workplace));
    commands.put("doctor", () -> new DoctorCommand(workplace));
    return commands;
  }

  /**
   * Returns the first argument that is neither an option of the program nor the value of one, so
   * that only the command that it names must be read. Null where that is not plain: then all are,
   * and picocli decides.
   */
  private static @Nullable String commandWord(CommandSpec program, String... arguments) {
    for (int at = 0; at < arguments.length; at++) {
      String argument = arguments[at];
      if (!argument.startsWith("-")) {
        return argument;
      }
      OptionSpec option = program.findOption(argument);
      if (option != null) {
        at += option.arity().min();
      } else if (!argument.startsWith("--") || argument.indexOf('=') < 0) {
        return null;
      }
    }
    return null;
  }

  private static Ansi ansi(Terminal terminal) {
    return terminal.color() == Terminal.Color.ON && terminal.showsData() ? Ansi.ON : Ansi.OFF;
  }
}
