package dev.almanac.analyses.hygiene;

import static java.util.Objects.requireNonNull;

/**
 * How a tracker can come to hold an item.
 *
 * @param how whether it can, and who sees to it
 * @param effort how much work that is: 1 a setting, 2 a line, 3 a few lines, 4 files of one's own,
 *     5 another tracker
 * @param text the call or condition; why not, where it cannot
 */
record TrackerNote(How how, int effort, String text) {

  /** Who sees to it. */
  enum How {
    /** The client, under a condition. */
    AUTO,
    /** The user, by a call. */
    CALL,
    /** Nobody: there is no place for it. */
    NO,
    /** It may be there where Almanac does not look. */
    UNREAD
  }

  TrackerNote {
    requireNonNull(how, "how is null");
    requireNonNull(text, "text is null");
    if (effort < 1 || effort > 5) {
      throw new IllegalArgumentException("An effort is 1 to 5: " + effort);
    }
  }

  /** Tells whether the user can do something about it within the tracker. */
  boolean isMendable() {
    return how == How.AUTO || how == How.CALL;
  }
}
