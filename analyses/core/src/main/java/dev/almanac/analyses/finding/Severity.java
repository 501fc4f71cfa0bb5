package dev.almanac.analyses.finding;

/** How much a finding matters; the most pressing first. */
public enum Severity {
  /** Somebody should act. */
  ACT(1),
  /** News. */
  NEWS(2),
  /** Good to know. */
  NOTE(3);

  private final int number;

  Severity(int number) {
    this.number = number;
  }

  /** Returns the number that column {@code finding.severity} holds; 1 is the most pressing. */
  public int number() {
    return number;
  }
}
