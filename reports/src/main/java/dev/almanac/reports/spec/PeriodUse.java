package dev.almanac.reports.spec;

/** Whether a report is about a period. */
public enum PeriodUse {
  /** It is about one; the last week if none is named. */
  NEEDED,
  /** It is about the period that is named, or else about all that is known. */
  OPTIONAL,
  /** It is about all that is known. */
  NONE
}
