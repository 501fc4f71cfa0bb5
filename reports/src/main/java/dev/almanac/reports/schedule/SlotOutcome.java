package dev.almanac.reports.schedule;

import static java.util.Objects.requireNonNull;

import dev.almanac.reports.archive.Revision;
import org.jspecify.annotations.Nullable;

/**
 * What one call did about one period.
 *
 * @param schedule name of the schedule
 * @param slot the period, and what was to be done about it
 * @param state what it is now
 * @param revision the archived report, or null if this call made none
 * @param message why the state is what it is; may be empty
 */
public record SlotOutcome(
    String schedule, Slot slot, SlotState state, @Nullable Revision revision, String message) {

  /** Checks for null. */
  public SlotOutcome {
    requireNonNull(schedule, "schedule is null");
    requireNonNull(slot, "slot is null");
    requireNonNull(state, "state is null");
    requireNonNull(message, "message is null");
  }
}
