package dev.almanac.reports.delivery;

import static java.util.Objects.requireNonNull;

/**
 * A message that a channel should bring to all its recipients.
 *
 * @param message key of the message
 * @param channel the channel
 * @param state {@link Postmark.State#PENDING}, or {@link Postmark.State#WITHHELD} if it should go
 *     out only when a person asks for it
 * @param note why, if it is withheld; may be empty
 */
public record Letter(String message, Channel channel, Postmark.State state, String note) {

  /** Checks. */
  public Letter {
    requireNonNull(message, "message is null");
    requireNonNull(channel, "channel is null");
    requireNonNull(note, "note is null");
    if (state != Postmark.State.PENDING && state != Postmark.State.WITHHELD) {
      throw new IllegalArgumentException("A letter is pending or withheld, not " + state);
    }
  }
}
