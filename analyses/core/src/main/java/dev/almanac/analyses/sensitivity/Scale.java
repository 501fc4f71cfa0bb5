package dev.almanac.analyses.sensitivity;

/** Name the axis on which a numeric param is spread evenly. */
public enum Scale {
  /** Equal differences count equally. */
  LINEAR,
  /** Equal ratios count equally. */
  LOG
}
