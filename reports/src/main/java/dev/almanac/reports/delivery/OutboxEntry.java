package dev.almanac.reports.delivery;

import static java.util.Objects.requireNonNull;

import dev.almanac.reports.schedule.LedgerEntry.Holder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the outbox says of one message to one recipient, from some time on.
 *
 * @param mark which message, how and to whom
 * @param state what became of it
 * @param attempts how often it was tried
 * @param first when it was put into the outbox
 * @param at when this was written
 * @param next with {@link Postmark.State#PENDING}, not before when it is tried; null for at once
 * @param holder who wrote it
 * @param note what the other side said, or why the state is what it is; may be empty
 */
public record OutboxEntry(
    Postmark mark,
    Postmark.State state,
    int attempts,
    Instant first,
    Instant at,
    @Nullable Instant next,
    Holder holder,
    String note) {

  /** Checks for null. */
  public OutboxEntry {
    requireNonNull(mark, "mark is null");
    requireNonNull(state, "state is null");
    requireNonNull(first, "first is null");
    requireNonNull(at, "at is null");
    requireNonNull(holder, "holder is null");
    requireNonNull(note, "note is null");
  }

  /** Tells whether it is to be tried at an instant. */
  boolean isDue(Instant now) {
    return state == Postmark.State.PENDING && (next == null || !next.isAfter(now));
  }
}
