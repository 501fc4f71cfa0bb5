package dev.almanac.cli.schedule;

import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code almanac schedule}: the commands about the schedules of {@code almanac.yaml}. */
@Command(
    name = "schedule",
    header = "Makes the reports that are due, and says when and why.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac schedule run --due",
      "  almanac schedule explain",
      "  almanac schedule install --systemd"
    })
public final class ScheduleCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  private ScheduleCommand() {}

  /** Returns the command with its subcommands. */
  public static CommandLine commandLine(Workplace workplace) {
    CommandLine line = new CommandLine(new ScheduleCommand());
    line.addSubcommand(new ScheduleRunCommand(workplace));
    line.addSubcommand(new ScheduleNextCommand(workplace));
    line.addSubcommand(new ScheduleExplainCommand(workplace));
    line.addSubcommand(new ScheduleAlertsCommand(workplace));
    line.addSubcommand(new ScheduleLintCommand(workplace));
    line.addSubcommand(new ScheduleInstallCommand(workplace));
    return line;
  }

  /** Without a command there is only the help to show. */
  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
