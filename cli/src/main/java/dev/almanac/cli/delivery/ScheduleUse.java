package dev.almanac.cli.delivery;

import dev.almanac.cli.config.AlmanacConfig;
import dev.almanac.reports.delivery.Channel;
import dev.almanac.reports.delivery.Outbox;
import dev.almanac.reports.delivery.OutboxEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says which schedules make a report and who gets it, and what became of one that was made. */
public final class ScheduleUse {

  private ScheduleUse() {}

  /** Returns the schedules of a report, each with its cron line and channels; may be empty. */
  public static String of(String report, AlmanacConfig config) {
    return config.schedules().stream()
        .filter(schedule -> schedule.report().equals(report))
        .map(
            schedule ->
                schedule.name()
                    + " ("
                    + schedule.cron()
                    + " "
                    + schedule.zone().getId()
                    + "): "
                    + channels(config.deliveries().of(schedule.name())))
        .collect(Collectors.joining("; "));
  }

  private static String channels(List<Channel> channels) {
    return channels.isEmpty()
        ? "archive only"
        : channels.stream().map(Channel::name).collect(Collectors.joining(", "));
  }

  /** Returns how many recipients of each channel have a report, are waiting, or failed. */
  public static String delivery(String revision, Outbox.Content outbox) {
    Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
    for (OutboxEntry entry : outbox.of(revision)) {
      counts
          .computeIfAbsent(entry.mark().channel(), channel -> new TreeMap<>())
          .merge(entry.state().word(), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(
            channel ->
                channel.getKey()
                    + ": "
                    + channel.getValue().entrySet().stream()
                        .map(state -> state.getValue() + " " + state.getKey())
                        .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
  }
}
