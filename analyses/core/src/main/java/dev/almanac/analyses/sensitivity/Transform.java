package dev.almanac.analyses.sensitivity;

/** Say in which form the metric was analysed. */
public enum Transform {
  /** As it is. */
  NONE,
  /** Its ranks, spread like a normal law. */
  RANK_NORMAL
}
