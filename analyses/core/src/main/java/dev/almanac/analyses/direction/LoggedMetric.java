package dev.almanac.analyses.direction;

import static java.util.Objects.requireNonNull;

/**
 * A metric that runs of a project logged.
 *
 * @param name its key, read as words
 * @param runs how many runs logged a finite value of it
 */
public record LoggedMetric(MetricName name, long runs) {

  /** Checks for null. */
  public LoggedMetric {
    requireNonNull(name, "name is null");
  }

  /** Reads a key. */
  public static LoggedMetric of(String key, long runs) {
    return new LoggedMetric(MetricName.of(key), runs);
  }
}
