package dev.almanac.analyses.convergence;

import java.util.Locale;

/** What a curve is drawn over. */
public enum XAxis {
  /** The step as logged. */
  STEP,
  /** Seconds since the first point, where all points are on one step. */
  TIME,
  /** 0, 1, 2 ... in the order logged, where neither steps nor times tell the points apart. */
  ORDINAL;

  /** Returns the word that the tables hold. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
