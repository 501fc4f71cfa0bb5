package dev.almanac.ingest.read.http;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before a request is made again: growing pauses, or what the server asks for,
 * neither longer than the policy allows.
 *
 * @param policy what is allowed
 */
record RetryPauses(RetryPolicy policy) {

  /** Returns the pause after an attempt, counted from 1, with up to a quarter more by chance. */
  Duration after(int attempt) {
    long millis = policy.firstPause().toMillis() << Math.min(attempt - 1, 20);
    long jitter = (long) (millis * 0.25 * ThreadLocalRandom.current().nextDouble());
    return shorter(Duration.ofMillis(millis + jitter));
  }

  /** Returns the pause that the server asks for: seconds or a date (RFC 9110, section 10.2.3). */
  Optional<Duration> asked(HttpHeaders answer) {
    Optional<String> after =
        answer.firstValue("Retry-After").or(() -> answer.firstValue("RateLimit-Reset"));
    return after.flatMap(RetryPauses::pauseOf).map(this::shorter);
  }

  private Duration shorter(Duration wait) {
    return wait.compareTo(policy.longestPause()) > 0 ? policy.longestPause() : wait;
  }

  private static Optional<Duration> pauseOf(String text) {
    try {
      return Optional.of(Duration.ofMillis((long) (Double.parseDouble(text.strip()) * 1_000)));
    } catch (NumberFormatException noSeconds) {
      try {
        Instant until =
            ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        Duration wait = Duration.between(Instant.now(), until);
        return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
      } catch (DateTimeParseException noDate) {
        return Optional.empty();
      }
    }
  }
}
