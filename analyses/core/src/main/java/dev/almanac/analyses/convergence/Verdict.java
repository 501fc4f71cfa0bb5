package dev.almanac.analyses.convergence;

import java.util.Locale;

/** What a curve did, in a word. */
public enum Verdict {
  /** No finite value at all. */
  NO_VALUES,
  /** It ran away. */
  DIVERGED,
  /** Fewer than 5 points, or fewer than 10 without a clear gain. */
  TOO_SHORT,
  /** Nobody knows whether less or more is better. */
  UNKNOWN_DIRECTION,
  /** Validation got worse again while training improved. */
  OVERFITTING,
  /** The best is not better than the start by more than the noise, and the whole has no trend. */
  NO_LEARNING,
  /** Still falling at the end. */
  STILL_IMPROVING,
  /** The end is flat. */
  CONVERGED,
  /** It learned, but has too few points to tell a flat end from a falling one. */
  END_UNCLEAR;

  /** Returns the word that the tables hold. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
