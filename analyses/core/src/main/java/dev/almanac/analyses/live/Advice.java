package dev.almanac.analyses.live;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * What to do with a running run.
 *
 * @param verdict the word
 * @param evidence the reasons, in sentences
 */
public record Advice(Verdict verdict, String evidence) {

  /** What to do. */
  public enum Verdict {
    /** Let it run. */
    KEEP,
    /** Look at it. */
    WATCH,
    /** End it. */
    KILL;

    /** Returns the word that the table holds. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks for null. */
  public Advice {
    requireNonNull(verdict, "verdict is null");
    requireNonNull(evidence, "evidence is null");
  }
}
