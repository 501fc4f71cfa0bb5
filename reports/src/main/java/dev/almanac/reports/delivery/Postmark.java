package dev.almanac.reports.delivery;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Names one message to one recipient by one channel, for good.
 *
 * @param message key of the message
 * @param channel name of the channel
 * @param recipient whom it goes to; empty where there is nobody to name
 */
public record Postmark(String message, String channel, String recipient) {

  /** What became of a message to a recipient. */
  public enum State {
    /** It is to be sent, for the first time or again. */
    PENDING,
    /** A process is sending it, or died while it did. */
    SENDING,
    /** It was taken. */
    SENT,
    /** It was refused for good, or tried for too long. */
    FAILED,
    /** It may have arrived or not; a person decides. */
    UNCERTAIN,
    /** It is not sent unless a person asks for it. */
    WITHHELD;

    /** Returns the word for people and files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the state of a word, or empty. */
    public static Optional<State> of(String word) {
      return Arrays.stream(values()).filter(state -> state.word().equals(word)).findFirst();
    }
  }

  /** Checks for null. */
  public Postmark {
    requireNonNull(message, "message is null");
    requireNonNull(channel, "channel is null");
    requireNonNull(recipient, "recipient is null");
  }

  /** Returns it for people. */
  public String text() {
    return message + " by " + channel + (recipient.isEmpty() ? "" : " to " + recipient);
  }
}
