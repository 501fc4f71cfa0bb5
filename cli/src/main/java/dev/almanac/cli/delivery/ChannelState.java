package dev.almanac.cli.delivery;

import static java.util.Objects.requireNonNull;

import dev.almanac.reports.delivery.Channel;
import dev.almanac.reports.delivery.OutboxEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a channel without sending anything.
 *
 * @param channel the channel
 * @param leadsTo whom or what it reaches, without secrets: of a web hook, the host alone
 * @param users the schedules and alerts that use it
 * @param last the newest of what was tried by it, or null if nothing was yet
 * @param faults what is wrong or odd
 */
public record ChannelState(
    Channel channel,
    String leadsTo,
    List<String> users,
    @Nullable OutboxEntry last,
    List<ChannelFault> faults) {

  /** Checks and copies. */
  public ChannelState {
    requireNonNull(channel, "channel is null");
    requireNonNull(leadsTo, "leadsTo is null");
    users = List.copyOf(users);
    faults = List.copyOf(faults);
  }

  /** Returns all of it but the faults, for people. */
  public String text() {
    String sent =
        last == null
            ? "nothing sent yet"
            : "last: " + last.mark().message() + " " + last.state().word() + " at " + last.at();
    return channel.destination().kind()
        + " to "
        + leadsTo
        + (users.isEmpty() ? "" : ", for " + String.join(", ", users))
        + "; "
        + sent;
  }
}
