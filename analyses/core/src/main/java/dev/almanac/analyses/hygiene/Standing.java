package dev.almanac.analyses.hygiene;

import java.util.Locale;

/** How an item stands in one run. */
public enum Standing {
  /** It is there. */
  PRESENT,
  /** Some of it is there. */
  PARTIAL,
  /** The tracker could hold it, and it is not there. */
  MISSING,
  /** The tracker has no place for it. */
  NOT_RECORDED,
  /** It may have been recorded where Almanac does not look; counts neither way. */
  UNKNOWN,
  /** The run is not of a kind that has it, or not yet; counts neither way. */
  NOT_APPLICABLE;

  /** Returns the word that the tables hold, such as {@code not_recorded}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Tells whether the item counts in the score. */
  boolean counts() {
    return this != UNKNOWN && this != NOT_APPLICABLE;
  }

  /** Tells whether something could be recorded that is not. */
  boolean isMendable() {
    return this == MISSING || this == PARTIAL;
  }
}
