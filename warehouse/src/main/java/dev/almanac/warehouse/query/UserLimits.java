package dev.almanac.warehouse.query;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a user's queries may take of the machine.
 *
 * @param memoryLimitBytes memory before DuckDB spills
 * @param spillLimitBytes disk that DuckDB may spill to
 * @param threads threads
 * @param timeout after which a query is ended
 */
public record UserLimits(
    long memoryLimitBytes, long spillLimitBytes, int threads, Duration timeout) {

  /** Checks the values. */
  public UserLimits {
    requireNonNull(timeout, "timeout is null");
    if (memoryLimitBytes <= 0 || spillLimitBytes < 0 || threads <= 0) {
      throw new IllegalArgumentException("Limits must be positive");
    }
  }

  /** Returns limits for a person at a terminal: 1 GiB, 10 GiB of spill, an hour, all cores. */
  public static UserLimits interactive() {
    return new UserLimits(
        1L << 30,
        10L << 30,
        Math.max(1, Runtime.getRuntime().availableProcessors()),
        Duration.ofHours(1));
  }
}
