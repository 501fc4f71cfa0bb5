package dev.almanac.analyses.sensitivity;

/** Say where the searched range of a param comes from. */
public enum SpaceOrigin {
  /** The sweep's own definition named it. */
  DECLARED,
  /** Guessed from the smallest and largest value seen. */
  INFERRED
}
