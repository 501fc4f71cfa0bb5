package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.sensitivity.Sensitivity.Grade;
import dev.almanac.analyses.sensitivity.Sensitivity.Status;
import java.util.Locale;

/** Decide how much weight the shares bear. */
final class Grading {
  /** Fewer runs than this rank nothing reliably (measured). */
  static final int LEAST_RUNS = 30;

  /** Up to so many runs nominal 90 % intervals hold less often than that (measured). */
  static final int WEAK_RUNS = 100;

  private static final int CONFIGURATIONS_PER_PARAM = 3;
  private static final int LEAST_CONFIGURATIONS = 5;

  /**
   * Held-out correlation in standard errors below which nothing is claimed: with 2.33 one null data
   * set in a hundred would pass if folds were independent.
   */
  static final double LEAST_Z = 2.33;

  private static final double FAIR_R_SQUARED = 0.3;
  private static final double FIRM_R_SQUARED = 0.6;
  private static final double FIRM_STABILITY = 0.9;
  private static final int FIRM_RUNS_PER_PARAM = 10;

  private Grading() {}

  /**
   * A decision and its reason.
   *
   * @param status what can be said
   * @param grade how firmly
   * @param reason a sentence, empty when firm
   */
  record Decision(Status status, Grade grade, String reason) {}

  /** Return how many different configurations it takes to look at so many params. */
  static int leastConfigurations(int params) {
    return Math.min(LEAST_RUNS, Math.max(LEAST_CONFIGURATIONS, CONFIGURATIONS_PER_PARAM * params));
  }

  /** Grade a fitted answer. */
  static Decision decide(
      int runs, int params, Decomposition.HeldOutFit fit, double stability, DesignCheck design) {
    if (fit.rSquared() <= 0 || fit.zScore() < LEAST_Z) {
      return new Decision(
          Status.NOT_DISTINGUISHABLE,
          Grade.NONE,
          sentence(
              "held-out runs are not predicted better than chance would (R² %.2f, %.1f standard"
                  + " errors)",
              fit.rSquared(), fit.zScore()));
    }
    if (design.kind() == DesignCheck.Kind.STEERED) {
      return answered(
          Grade.WEAK, "the runs look steered: " + design.evidence() + "; intervals are withheld");
    }
    if (runs <= WEAK_RUNS) {
      return answered(
          Grade.WEAK, sentence("only %d runs: intervals hold less often than 90%%", runs));
    }
    if (fit.rSquared() < FAIR_R_SQUARED) {
      return answered(
          Grade.WEAK, sentence("params predict little of the metric (R² %.2f)", fit.rSquared()));
    }
    if (fit.rSquared() < FIRM_R_SQUARED) {
      return answered(
          Grade.FAIR, sentence("params predict part of the metric (R² %.2f)", fit.rSquared()));
    }
    if (runs < FIRM_RUNS_PER_PARAM * params) {
      return answered(Grade.FAIR, sentence("%d runs for %d params", runs, params));
    }
    if (design.kind() == DesignCheck.Kind.UNEVEN) {
      return answered(
          Grade.FAIR,
          design.evidence() + "; shares are over the values as often as they were used");
    }
    if (stability < FIRM_STABILITY) {
      return answered(
          Grade.FAIR,
          sentence(
              "the first place is not settled (held in %.0f %% of draws)",
              Math.floor(100 * stability)));
    }
    return answered(Grade.FIRM, "");
  }

  private static Decision answered(Grade grade, String reason) {
    return new Decision(Status.ANSWERED, grade, reason);
  }

  private static String sentence(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
