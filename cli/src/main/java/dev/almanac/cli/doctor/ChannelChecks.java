package dev.almanac.cli.doctor;

import dev.almanac.cli.delivery.ChannelFault;
import dev.almanac.cli.delivery.ChannelState;
import dev.almanac.cli.delivery.ChannelSurvey;
import dev.almanac.reports.delivery.Channel;
import dev.almanac.reports.delivery.Receipt;
import dev.almanac.reports.delivery.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks of the channels that reports and alerts go out by. Sends nothing. */
public final class ChannelChecks {

  private final ChannelSurvey survey;
  private final @Nullable Function<Channel, Sender> senders;

  /**
   * Creates the checks.
   *
   * @param senders what connects, or null to connect to nothing
   */
  public ChannelChecks(ChannelSurvey survey, @Nullable Function<Channel, Sender> senders) {
    this.survey = survey;
    this.senders = senders;
  }

  /** Runs all of them. */
  public List<Check> all() {
    List<Check> checks = new ArrayList<>();
    survey.channels().forEach(state -> checks.add(check(state)));
    for (String alert : survey.silentAlerts()) {
      checks.add(
          Check.warning("alert " + alert, "nobody hears of it", "Name channels: in the alert."));
    }
    if (survey.lacksLink()) {
      checks.add(
          Check.warning(
              "archive_url",
              "messages have no link to the report",
              "Say in almanac.yaml where a web server shows the archive: archive_url."));
    }
    return checks;
  }

  private Check check(ChannelState state) {
    String subject = "channel " + state.channel().name();
    List<ChannelFault> faults = new ArrayList<>(state.faults());
    String text = state.text();
    boolean usable = faults.stream().noneMatch(ChannelFault::isWrong);
    if (senders != null && usable) {
      try (Sender sender = senders.apply(state.channel())) {
        Receipt receipt = sender.reach();
        if (receipt instanceof Receipt.Sent) {
          text += "; tried now: " + receipt.message();
        } else {
          faults.add(
              new ChannelFault(
                  true,
                  "Tried now: " + receipt.message(),
                  "See docs/delivery.md, nothing arrives."));
        }
      }
    }
    if (faults.isEmpty()) {
      return Check.ok(subject, text);
    }
    String finding =
        text + ". " + faults.stream().map(ChannelFault::finding).collect(Collectors.joining(" "));
    String remedy = faults.stream().map(ChannelFault::remedy).collect(Collectors.joining(" "));
    return faults.stream().anyMatch(ChannelFault::isWrong)
        ? Check.failed(subject, finding, remedy)
        : Check.warning(subject, finding, remedy);
  }
}
