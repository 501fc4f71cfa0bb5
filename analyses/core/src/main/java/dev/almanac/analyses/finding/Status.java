package dev.almanac.analyses.finding;

import java.util.Locale;

/** What became of a finding since the period before. */
public enum Status {
  /** It was not there in the period before. */
  NEW,
  /** It was there, or it rests on all runs so far and has no first day. */
  ONGOING,
  /** It was there and is beyond doubt no longer so. */
  RESOLVED;

  /** Returns the word that column {@code finding.status} holds. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
