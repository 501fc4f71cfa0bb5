package dev.almanac.reports.schedule;

import static java.util.Objects.requireNonNull;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A cron line of five fields, read by wall clocks: times are listed as if no clock was ever
 * changed, and then placed in the zone. A time that a spring change leaps over comes as much later
 * as the clocks leap; a time that an autumn change repeats comes once, the first time. Listing in
 * the zone itself, as cron-utils does, would leave the day of a spring change without a report.
 * Immutable, safe for use by several threads.
 */
public final class Cron {

  private static final Map<String, String> NICKNAMES =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *");

  /**
   * No zone ever changed its clocks by more than a day (Samoa and Kwajalein did by a whole one).
   */
  private static final int MARGIN_DAYS = 2;

  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  private final String text;
  private final ExecutionTime times;

  private Cron(String text, ExecutionTime times) {
    this.text = text;
    this.times = times;
  }

  /**
   * Reads a line: minute, hour, day of month, month, day of week; or a nickname such as {@code
   * @weekly}.
   *
   * @throws IllegalArgumentException if it is none, with the reason
   */
  public static Cron parse(String text) {
    requireNonNull(text, "text is null");
    String trimmed = text.strip();
    String fields = NICKNAMES.getOrDefault(trimmed.toLowerCase(Locale.ROOT), trimmed);
    try {
      return new Cron(trimmed, ExecutionTime.forCron(PARSER.parse(fields).validate()));
    } catch (IllegalArgumentException exception) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a cron line ("
              + reason(exception)
              + "). Write minute, hour, day of month, month, day of week, for example \"0 8 * * 1\":"
              + " Mondays at 8:00.",
          exception);
    }
  }

  private static String reason(IllegalArgumentException exception) {
    String message = String.valueOf(exception.getMessage());
    return message.replace("Failed to parse cron expression. ", "").replaceAll("[.!]+$", "");
  }

  /** Returns the times after one instant and up to another, in order. */
  public List<Instant> between(Instant after, Instant until, ZoneId zone) {
    LocalDateTime from = local(after, zone).minusDays(MARGIN_DAYS);
    LocalDateTime to = local(until, zone).plusDays(MARGIN_DAYS);
    TreeSet<Instant> found = new TreeSet<>();
    LocalDateTime at = following(from);
    while (at != null && !at.isAfter(to)) {
      Instant instant = at.atZone(zone).toInstant();
      if (instant.isAfter(after) && !instant.isAfter(until)) {
        found.add(instant);
      }
      at = following(at);
    }
    return List.copyOf(found);
  }

  /** Returns the first time after an instant, or empty if there is none in the next years. */
  public Optional<Instant> next(Instant after, ZoneId zone) {
    LocalDateTime first = following(local(after, zone).minusDays(MARGIN_DAYS));
    while (first != null && !first.atZone(zone).toInstant().isAfter(after)) {
      first = following(first);
    }
    if (first == null) {
      return Optional.empty();
    }
    // A time that a change of clocks moved may come after one that is later on the clock.
    Instant found = first.atZone(zone).toInstant();
    return between(after, found, zone).stream().findFirst();
  }

  /** Returns the last time at or before an instant, or empty if there was none for years. */
  public Optional<Instant> lastUntil(Instant until, ZoneId zone) {
    LocalDateTime last = preceding(local(until, zone).plusDays(MARGIN_DAYS));
    while (last != null && last.atZone(zone).toInstant().isAfter(until)) {
      last = preceding(last);
    }
    if (last == null) {
      return Optional.empty();
    }
    Instant found = last.atZone(zone).toInstant();
    List<Instant> later = between(found, until, zone);
    return Optional.of(later.isEmpty() ? found : later.get(later.size() - 1));
  }

  private @Nullable LocalDateTime following(LocalDateTime at) {
    return times
        .nextExecution(at.atZone(ZoneOffset.UTC))
        .map(ZonedDateTime::toLocalDateTime)
        .orElse(null);
  }

  private @Nullable LocalDateTime preceding(LocalDateTime at) {
    return times
        .lastExecution(at.atZone(ZoneOffset.UTC))
        .map(ZonedDateTime::toLocalDateTime)
        .orElse(null);
  }

  private static LocalDateTime local(Instant instant, ZoneId zone) {
    return LocalDateTime.ofInstant(instant, zone);
  }

  /** Returns the line as it was written. */
  @Override
  public String toString() {
    return text;
  }

  /** Tells whether another is the same line. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Cron cron && cron.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
