package dev.almanac.ingest.read.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Set;

/**
 * When a request is made again.
 *
 * @param attempts how often it is made in all
 * @param firstPause pause before the second attempt; doubled before each further one
 * @param longestPause longest pause, also of one that a server asks for
 * @param statuses answers after which it is made again
 * @param timeout how long one attempt may take until its answer begins, and between its parts
 */
public record RetryPolicy(
    int attempts,
    Duration firstPause,
    Duration longestPause,
    Set<Integer> statuses,
    Duration timeout) {

  /** As MLflow's client: 408, 429 and errors of servers and gateways; 8 attempts, two minutes. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(
          8,
          Duration.ofMillis(500),
          Duration.ofMinutes(2),
          Set.of(408, 425, 429, 500, 502, 503, 504),
          Duration.ofSeconds(120));

  /** Checks the bounds. */
  public RetryPolicy {
    requireNonNull(firstPause, "firstPause is null");
    requireNonNull(longestPause, "longestPause is null");
    requireNonNull(timeout, "timeout is null");
    statuses = Set.copyOf(statuses);
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be positive");
    }
  }

  /** Returns the same with other pauses, for tests and for users in a hurry. */
  public RetryPolicy withPauses(Duration first, Duration longest) {
    return new RetryPolicy(attempts, first, longest, statuses, timeout);
  }

  /** Returns the same with another number of attempts. */
  public RetryPolicy withAttempts(int newAttempts) {
    return new RetryPolicy(newAttempts, firstPause, longestPause, statuses, timeout);
  }

  /** Returns the same with another timeout. */
  public RetryPolicy withTimeout(Duration newTimeout) {
    return new RetryPolicy(attempts, firstPause, longestPause, statuses, newTimeout);
  }
}
