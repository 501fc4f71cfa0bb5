package dev.almanac.reports.schedule;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What came of one period of a schedule. */
public enum SlotState {
  /** It is known that it will be due; nothing was done. */
  PLANNED(false),
  /** Data it waits for is not there yet. */
  WAITING(false),
  /** Someone is at it. */
  RUNNING(false),
  /** Its report is in the archive, and whole. */
  OK(true),
  /** Its report is in the archive, but something is missing in it; the message says what. */
  DEGRADED(true),
  /** There was nothing in the period; the archived report says so. */
  SKIPPED_EMPTY(true),
  /** There is no report; the message says why. It is tried again. */
  FAILED(false),
  /** There is no report, because the catch-up of its schedule leaves it out. */
  MISSED(true);

  private final boolean settled;

  SlotState(boolean settled) {
    this.settled = settled;
  }

  /** Tells whether nothing more is to be done. */
  public boolean isSettled() {
    return settled;
  }

  /** Returns the word for people and files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the state of a word, or empty. */
  public static Optional<SlotState> of(String word) {
    return Arrays.stream(values()).filter(state -> state.word().equals(word)).findFirst();
  }
}
