package dev.almanac.analyses;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the analysis of one scope ended. "Too few runs to say" is an outcome, not an error.
 *
 * @param status what the rows are worth
 * @param reason one sentence, or null if all is well
 * @param grade {@code none weak fair firm}, or null where grades make no sense
 * @param method name of the method that made the rows
 * @param runsUsed how many runs the rows rest on
 */
public record Outcome(
    Status status, @Nullable String reason, @Nullable String grade, String method, long runsUsed)
    implements Serializable {

  /** What the rows are worth. */
  public enum Status {
    /** All that was asked for. */
    OK,
    /** Something is missing or weak, and the reason says what. */
    DEGRADED,
    /** Too little data to say anything. */
    INSUFFICIENT,
    /** It could not be computed; the reason is the error. */
    FAILED;

    /** Returns the word that column {@code analysis.status} holds. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Checks for null. */
  public Outcome {
    requireNonNull(status, "status is null");
    requireNonNull(method, "method is null");
  }

  /** Says that all is well. */
  public static Outcome ok(String method, long runsUsed) {
    return new Outcome(Status.OK, null, null, method, runsUsed);
  }

  /** Says that there is too little data. */
  public static Outcome insufficient(String method, long runsUsed, String reason) {
    return new Outcome(Status.INSUFFICIENT, reason, "none", method, runsUsed);
  }
}
