package dev.almanac.analyses;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What one result is about.
 *
 * @param project {@code runs.project}; {@link #ALL_PROJECTS} for analyses across projects
 * @param metricKey the metric, or null for analyses of a whole project
 * @param direction {@code min}, {@code max}, {@code unknown}, or null where it does not matter
 * @param runs how many runs are in scope
 * @param primary whether the metric is the project's primary one, or there is no metric; by default
 *     only such scopes are computed where a computation is dear
 * @param seed seed for everything random, derived from the input's fingerprint
 */
public record Scope(
    String project,
    @Nullable String metricKey,
    @Nullable String direction,
    long runs,
    boolean primary,
    long seed)
    implements Serializable {

  /** Stands for the project where an analysis is about all of them together. */
  public static final String ALL_PROJECTS = "";

  /** Tells whether this is about all projects together. */
  public boolean isGlobal() {
    return project.equals(ALL_PROJECTS);
  }
}
