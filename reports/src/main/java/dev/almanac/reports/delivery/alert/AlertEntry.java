package dev.almanac.reports.delivery.alert;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a check of an alert found.
 *
 * @param alert name of the alert
 * @param state what it is now
 * @param firing whether it fires, as far as is known: a broken alert is what it was before
 * @param since since when it has fired, or has not
 * @param at when it was checked
 * @param notice what is to be said, or null for nothing
 * @param rows what the query returned
 * @param message why it is broken; empty otherwise
 */
public record AlertEntry(
    String alert,
    State state,
    boolean firing,
    Instant since,
    Instant at,
    Alert.@Nullable Notice notice,
    AlertRows rows,
    String message) {

  private static final String PREFIX = "alert:";

  /** What an alert is. */
  public enum State {
    /** Its query returns nothing. */
    QUIET,
    /** Its query returns rows. */
    FIRING,
    /** Its query does not run. */
    BROKEN;

    /** Returns the word for people and files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<State> of(String word) {
      return Arrays.stream(values()).filter(state -> state.word().equals(word)).findFirst();
    }
  }

  /** Checks for null. */
  public AlertEntry {
    requireNonNull(alert, "alert is null");
    requireNonNull(state, "state is null");
    requireNonNull(since, "since is null");
    requireNonNull(at, "at is null");
    requireNonNull(rows, "rows is null");
    requireNonNull(message, "message is null");
  }

  /** Returns the subject of subscriptions to an alert. */
  public static String subject(String alert) {
    return PREFIX + alert;
  }

  /** Returns the key of the message about this. */
  public String key() {
    return subject(alert) + "/" + at;
  }

  /** Tells whether a key is that of a message about an alert. */
  public static boolean isKey(String key) {
    return key.startsWith(PREFIX);
  }
}
