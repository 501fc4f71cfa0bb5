package dev.almanac.reports.schedule;

import static java.util.Objects.requireNonNull;

import dev.almanac.reports.period.Period;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One period of a schedule, and what is to be done about it.
 *
 * @param due when its report is due
 * @param period what the report is about
 * @param action what is to be done now
 * @param reason why, in words
 * @param last what the ledger says of it, or null
 */
public record Slot(
    Instant due, Period period, Action action, String reason, @Nullable LedgerEntry last) {

  /** What is to be done about a period. */
  public enum Action {
    /** Make its report. */
    RENDER,
    /** Nothing: it is done. */
    DONE,
    /** Nothing yet: it is too early, or too soon after a failure. */
    LATER,
    /** Nothing: someone else is at it. */
    HELD,
    /** Note that there will be no report. */
    MISS,
    /** Note what the archive has and the ledger forgot. */
    RECOVER
  }

  /** Checks for null. */
  public Slot {
    requireNonNull(due, "due is null");
    requireNonNull(period, "period is null");
    requireNonNull(action, "action is null");
    requireNonNull(reason, "reason is null");
  }

  /** Returns how often it was tried so far. */
  int attempts() {
    return last == null ? 0 : last.attempt();
  }
}
