package dev.almanac.ingest;

import java.util.Locale;

/** What a param's value is, where the source states it; column {@code params.type}. */
public enum ParamType {
  /** A whole number. */
  INT,
  /** A real number. */
  FLOAT,
  /** A truth value. */
  BOOL,
  /** A text. */
  STRING,
  /** Nothing. */
  NULL,
  /** An array or object, as JSON. */
  JSON;

  /** Returns the word in the warehouse. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
