package dev.almanac.analyses.sensitivity;

/** Name the distribution of param values that shares are averaged over. */
public enum Measure {
  /** Every value of the searched space counts equally (on the param's own scale). */
  UNIFORM,
  /** Values count as often as runs used them. */
  EMPIRICAL
}
