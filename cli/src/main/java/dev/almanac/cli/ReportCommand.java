package dev.almanac.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code almanac report}: the commands about reports. */
@Command(
    name = "report",
    header = "Renders, lists, compares, verifies and sends reports.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ReportCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  private ReportCommand() {}

  static CommandLine commandLine(Workplace workplace) {
    CommandLine line = new CommandLine(new ReportCommand());
    line.addSubcommand(new ReportRunCommand(workplace));
    line.addSubcommand(new ReportListCommand(workplace));
    line.addSubcommand(new ReportDiffCommand(workplace));
    line.addSubcommand(new ReportVerifyCommand(workplace));
    line.addSubcommand(new ReportSendCommand(workplace));
    return line;
  }

  /** Without a command there is only the help to show. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
