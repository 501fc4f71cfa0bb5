package dev.almanac.cli.report;

import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code almanac report}: the commands about reports. */
@Command(
    name = "report",
    header = "Renders, writes, exports, lists, compares, verifies and sends reports.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac report list",
      "  almanac report run weekly",
      "  almanac report run weekly --archive"
    })
public final class ReportCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  private ReportCommand() {}

  /** Returns the command with its subcommands. */
  public static CommandLine commandLine(Workplace workplace) {
    CommandLine line = new CommandLine(new ReportCommand());
    line.addSubcommand(run(workplace));
    line.addSubcommand(new ReportNewCommand(workplace));
    line.addSubcommand(new ReportPreviewCommand(workplace));
    line.addSubcommand(new ReportExportCommand(workplace));
    line.addSubcommand(new ReportListCommand(workplace));
    line.addSubcommand(new ReportDiffCommand(workplace));
    line.addSubcommand(new ReportVerifyCommand(workplace));
    line.addSubcommand(new ReportSendCommand(workplace));
    return line;
  }

  private static CommandLine run(Workplace workplace) {
    CommandLine run = new CommandLine(new ReportRunCommand(workplace));
    List<String> keys = new ArrayList<>(run.getHelpSectionKeys());
    keys.add("reports");
    run.setHelpSectionKeys(keys);
    run.getHelpSectionMap().put("reports", help -> ReportRunCommand.reports());
    return run;
  }

  /** Without a command there is only the help to show. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
