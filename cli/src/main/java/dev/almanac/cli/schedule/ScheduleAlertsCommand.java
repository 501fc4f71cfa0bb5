package dev.almanac.cli.schedule;

import dev.almanac.cli.command.CommandFailure;
import dev.almanac.cli.command.ExitCode;
import dev.almanac.cli.command.ResultOutput;
import dev.almanac.cli.command.Version;
import dev.almanac.cli.command.Workplace;
import dev.almanac.cli.delivery.Deliveries;
import dev.almanac.cli.output.Format;
import dev.almanac.cli.sql.ListCursor;
import dev.almanac.reports.delivery.Channel;
import dev.almanac.reports.delivery.alert.Alert;
import dev.almanac.reports.delivery.alert.AlertChecks;
import dev.almanac.reports.delivery.alert.AlertEntry;
import dev.almanac.reports.delivery.alert.AlertLedger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code almanac schedule alerts}: what the alerts are. */
@Command(
    name = "alerts",
    header = "Lists the alerts of almanac.yaml and what the last check of each found.",
    description = {
      "",
      "Notes and sends nothing; almanac schedule run --due does. With --check their queries are run",
      "now, and the exit code is 3 if one fires or cannot be checked."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", "Examples:", "  almanac schedule alerts", "  almanac schedule alerts --check"})
final class ScheduleAlertsCommand implements Callable<Integer> {

  @Option(names = "--check", description = "Run the queries now.")
  private boolean check;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Format of the list: ${COMPLETION-CANDIDATES}.")
  private @Nullable Format format;

  private final Workplace workplace;

  ScheduleAlertsCommand(Workplace workplace) {
    this.workplace = workplace;
  }

  @Override
  public Integer call() throws IOException {
    List<Alert> alerts = workplace.config().deliveries().alerts();
    if (alerts.isEmpty()) {
      throw CommandFailure.usage(
          "There are no alerts: add some under alerts: in almanac.yaml, for example\n"
              + "alerts:\n  - name: failed-runs\n    sql: SELECT name FROM runs WHERE status ="
              + " 'failed'\n    channels: [team]");
    }
    Deliveries deliveries = new Deliveries(workplace);
    AlertLedger.Content ledger = deliveries.alerts().read();
    ledger.damages().forEach(workplace::error);
    List<List<? extends @Nullable Object>> rows = new ArrayList<>();
    boolean bad = false;
    try (AlertQueries queries = new AlertQueries(workplace)) {
      AlertChecks checks =
          new AlertChecks(deliveries.alerts(), workplace.surroundings().clock(), queries);
      for (Alert alert : alerts) {
        AlertEntry last = ledger.last(alert.name()).orElse(null);
        AlertEntry shown = check ? checks.look(alert, last) : last;
        bad |= shown != null && shown.state() != AlertEntry.State.QUIET;
        rows.add(row(alert, shown));
      }
    }
    new ResultOutput(workplace.surroundings(), format, null)
        .write(
            new ListCursor(
                List.of(
                    ListCursor.text("alert"),
                    ListCursor.text("state"),
                    ListCursor.text("since"),
                    ListCursor.text("checked"),
                    ListCursor.bigint("rows"),
                    ListCursor.text("channels"),
                    ListCursor.text("message")),
                rows));
    return check && bad ? ExitCode.ALERT : ExitCode.OK;
  }

  private List<? extends @Nullable Object> row(Alert alert, @Nullable AlertEntry entry) {
    String channels =
        workplace.config().deliveries().byAlert().getOrDefault(alert.name(), List.of()).stream()
            .map(Channel::name)
            .collect(Collectors.joining(", "));
    if (entry == null) {
      return List.of(alert.name(), "never checked", "", "", 0L, channels, "");
    }
    boolean firing = entry.state() == AlertEntry.State.FIRING;
    return List.of(
        alert.name(),
        entry.state().word(),
        entry.since().toString(),
        entry.at().toString(),
        firing ? entry.rows().total() : 0L,
        channels,
        entry.message());
  }
}
