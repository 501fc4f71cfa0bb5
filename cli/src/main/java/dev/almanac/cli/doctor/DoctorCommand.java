package dev.almanac.cli.doctor;

import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.ResultOutput;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.config.AlmanacConfig;
import dev.almanac.cli.config.ConfigException;
import dev.almanac.cli.delivery.ChannelSurvey;
import dev.almanac.cli.delivery.Deliveries;
import dev.almanac.cli.output.Format;
import dev.almanac.cli.sources.Adapters;
import dev.almanac.cli.sql.ListCursor;
import dev.almanac.cli.warehouse.Warehouses;
import dev.almanac.reports.delivery.Outbox;
import dev.almanac.reports.delivery.Senders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code almanac doctor}: what is wrong with this set-up and how to mend it. */
@Command(
    name = "doctor",
    header = "Checks this set-up and says how to mend what is wrong.",
    description = {
      "",
      "Java, memory, libraries, almanac.yaml, warehouse, disk, and the channels that reports go out",
      "by: where each leads, who uses it, whether its secrets are there (they are not shown), what",
      "became of the last message. Exits with 1 if something does not work. Changes nothing."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  almanac doctor",
      "  almanac doctor --network     also whether mail servers and web hooks can be reached"
    })
public final class DoctorCommand implements Callable<Integer> {

  @Option(
      names = "--network",
      description = {
        "Also connect to the mail servers of channels, with TLS and login, and to the hosts of web"
            + " hooks. No message is sent and no hook is called."
      })
  private boolean network;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of the list: ${COMPLETION-CANDIDATES}.")
  private @Nullable Format format;

  private final Workplace workplace;

  /** Creates the command for a workplace. */
  public DoctorCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() throws IOException {
    List<Check> checks = new ArrayList<>();
    checks.add(Check.ok("almanac", Version.text()));
    checks.addAll(MachineChecks.all());
    checks.add(Check.ok("adapters", Adapters.kinds(Adapters.all())));
    Check configuration = configuration();
    checks.add(configuration);
    if (configuration.state() == Check.State.OK) {
      checks.addAll(
          new WarehouseChecks(workplace.warehouseFolder(), () -> Warehouses.open(workplace)).all());
      checks.addAll(channels());
    }
    List<List<? extends @Nullable Object>> rows = new ArrayList<>();
    for (Check check : checks) {
      rows.add(List.of(check.subject(), check.state().word(), check.finding(), check.remedy()));
    }
    new ResultOutput(workplace.surroundings(), format, null)
        .write(
            new ListCursor(
                List.of(
                    ListCursor.text("check"),
                    ListCursor.text("state"),
                    ListCursor.text("finding"),
                    ListCursor.text("remedy")),
                rows));
    boolean failed = checks.stream().anyMatch(check -> check.state() == Check.State.FAILED);
    return failed ? ExitCode.FAILED : ExitCode.OK;
  }

  private List<Check> channels() throws IOException {
    Outbox.Content outbox = new Deliveries(workplace).outbox();
    List<Check> checks = new ArrayList<>();
    for (String damage : outbox.damages()) {
      checks.add(Check.warning("outbox", damage, "See docs/delivery.md, what is guaranteed."));
    }
    ChannelSurvey survey = new ChannelSurvey(workplace.config().deliveries(), outbox);
    Senders senders = new Senders(workplace.surroundings().clock());
    checks.addAll(new ChannelChecks(survey, network ? senders::of : null).all());
    return checks;
  }

  private Check configuration() {
    try {
      AlmanacConfig config = workplace.config();
      return Check.ok(
          "almanac.yaml",
          config.file() == null ? "none here or above: defaults hold" : config.file().toString());
    } catch (ConfigException exception) {
      return Check.failed(
          "almanac.yaml",
          String.valueOf(exception.getMessage()),
          "Correct the lines that are named.");
    }
  }
}
