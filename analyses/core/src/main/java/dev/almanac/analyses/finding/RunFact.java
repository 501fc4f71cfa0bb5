package dev.almanac.analyses.finding;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One run of a project.
 *
 * @param key runs.run_key
 * @param name its name, else its id
 * @param status runs.status
 * @param startedAt when it began, or null
 * @param seconds how long it ran; NaN if that is not known
 * @param value its best value of the primary metric; NaN without one
 * @param last its last value; NaN without one
 * @param configuration hash of all its params, or null without any
 * @param family hash of its params but for seeds, or null without any
 * @param settings what it ran with, sorted by kind and key
 * @param curve what its curves are like, or null if they were not looked at
 * @param hygiene whether it could be done again, or null if that is not known
 * @param pulse how it lives, or null if it does not call itself running
 */
record RunFact(
    String key,
    String name,
    String status,
    @Nullable Instant startedAt,
    double seconds,
    double value,
    double last,
    @Nullable String configuration,
    @Nullable String family,
    List<Setting> settings,
    @Nullable CurveFact curve,
    @Nullable HygieneFact hygiene,
    @Nullable PulseFact pulse) {

  /**
   * What the curves of a run are like.
   *
   * @param verdict verdict on the primary metric; empty without it
   * @param diverged whether it, or any metric to NaN or infinity, ran away
   * @param improving whether it still improved: 1, 0, or NaN if that cannot be said
   * @param overfitFrom where it began to overfit, or NaN
   * @param compared whether there is a training metric to compare with
   */
  record CurveFact(
      String verdict, boolean diverged, double improving, double overfitFrom, boolean compared) {}

  /**
   * Whether a run could be done again.
   *
   * @param reproducible yes, partly or no
   * @param missing what is missing, in sentences
   */
  record HygieneFact(String reproducible, String missing) {}

  /**
   * How a run that calls itself running lives.
   *
   * @param verdict what its values speak for: keep, watch or kill
   * @param reasons why, in sentences
   * @param sign what its last sign was
   * @param gone silence in seconds from which on its process must be gone
   * @param usual silence in seconds that its rhythm explains
   * @param signAt its last sign, or null without any
   * @param lookedAt when its source was last looked at
   */
  record PulseFact(
      String verdict,
      String reasons,
      String sign,
      double gone,
      double usual,
      @Nullable Instant signAt,
      Instant lookedAt) {}

  boolean hasResult() {
    return status.equals("finished") || status.equals("unknown");
  }

  /** Tells whether it has a value that counts. */
  boolean isScored() {
    return hasResult() && startedAt != null && Double.isFinite(value);
  }

  /** Returns the test for runs whose curves ran away. */
  static Predicate<RunFact> curveDiverged() {
    return run -> run.curve() != null && run.curve().diverged();
  }

  boolean isLost() {
    return status.equals("failed") || status.equals("crashed");
  }

  boolean hasEnded() {
    return isLost() || status.equals("finished") || status.equals("killed");
  }

  boolean startedBefore(Instant time) {
    return startedAt != null && startedAt.isBefore(time);
  }

  String words() {
    return Names.of(name);
  }
}
