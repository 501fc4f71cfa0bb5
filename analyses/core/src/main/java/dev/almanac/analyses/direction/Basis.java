package dev.almanac.analyses.direction;

import java.util.Locale;

/** What a direction or the choice of a primary metric rests on, from firmest to none. */
public enum Basis {
  /** The user's configuration. */
  DECLARED,
  /** What the tracker states, for example an experiment tag. */
  TRACKER,
  /** The words in the metric's name, or a stated rule over such names. */
  INFERRED_NAME,
  /** Nothing. */
  UNKNOWN;

  /** Returns the word that the tables hold. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
