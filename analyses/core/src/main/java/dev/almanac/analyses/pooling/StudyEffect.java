package dev.almanac.analyses.pooling;

import org.jspecify.annotations.Nullable;

/**
 * An effect of one param in one project.
 *
 * @param project the project
 * @param logged name of the param there
 * @param value the estimate on the pooled scale; NaN if there is none
 * @param variance its variance; NaN if unknown, and then it is listed and not pooled
 * @param reason why it is not pooled, or what was done to it; null if nothing
 */
record StudyEffect(
    ProjectFacts project, String logged, double value, double variance, @Nullable String reason) {

  /** Says why there is no estimate. */
  static StudyEffect none(ProjectFacts project, ParamFacts param, String reason) {
    return new StudyEffect(project, param.logged(), Double.NaN, Double.NaN, reason);
  }

  /** Returns an estimate from a standard error; without one it is listed only. */
  static StudyEffect of(ProjectFacts project, ParamFacts param, double value, double error) {
    boolean known = Double.isFinite(error) && error > 0 && Double.isFinite(value);
    return new StudyEffect(
        project,
        param.logged(),
        value,
        known ? error * error : Double.NaN,
        known ? null : "no interval: sensitivity withheld it, or the curve is flat");
  }

  /** Tells whether it can be pooled. */
  boolean isPoolable() {
    return Double.isFinite(value) && variance > 0 && variance < Double.POSITIVE_INFINITY;
  }

  Study study() {
    return new Study(value, variance);
  }
}
