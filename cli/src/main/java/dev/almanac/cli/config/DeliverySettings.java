package dev.almanac.cli.config;

import dev.almanac.reports.delivery.Channel;
import dev.almanac.reports.delivery.alert.Alert;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of reports and alerts, and how.
 *
 * @param archiveUrl where a web server shows the archive, or null
 * @param channels all channels by name, those within schedules too
 * @param bySchedule the channels of each schedule that has some
 * @param alerts the alerts
 * @param byAlert the channels of each alert
 */
public record DeliverySettings(
    @Nullable String archiveUrl,
    Map<String, Channel> channels,
    Map<String, List<Channel>> bySchedule,
    List<Alert> alerts,
    Map<String, List<Channel>> byAlert) {

  /** Nobody is told anything. */
  public static final DeliverySettings NONE =
      new DeliverySettings(null, Map.of(), Map.of(), List.of(), Map.of());

  /** Copies. */
  public DeliverySettings {
    channels = Collections.unmodifiableMap(new LinkedHashMap<>(channels));
    bySchedule = Collections.unmodifiableMap(new LinkedHashMap<>(bySchedule));
    alerts = List.copyOf(alerts);
    byAlert = Collections.unmodifiableMap(new LinkedHashMap<>(byAlert));
  }

  /** Returns the channels of a schedule or report; none if it has none. */
  public List<Channel> of(String series) {
    return bySchedule.getOrDefault(series, List.of());
  }

  /** Tells whether there is anything to deliver to. */
  public boolean isEmpty() {
    return channels.isEmpty() && alerts.isEmpty();
  }
}
