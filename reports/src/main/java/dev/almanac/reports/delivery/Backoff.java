package dev.almanac.reports.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * When a message is tried again: after five minutes, then twice as long each time up to six hours,
 * each up to a fifth longer, so that not all come back at once. The same message waits equally long
 * wherever it is computed.
 */
final class Backoff {

  private static final Duration FIRST = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofHours(6);

  private Backoff() {}

  /**
   * Returns when to try again.
   *
   * @param attempts how often it was tried so far, at least once
   * @param asked how long the other side asks to wait, or null
   */
  static Instant next(Postmark mark, int attempts, Instant now, @Nullable Duration asked) {
    Duration wait = FIRST.multipliedBy(1L << Math.min(attempts - 1, 10));
    if (wait.compareTo(LONGEST) > 0) {
      wait = LONGEST;
    }
    if (asked != null && asked.compareTo(wait) > 0) {
      wait = asked;
    }
    CRC32 spread = new CRC32();
    spread.update((mark.text() + ' ' + attempts).getBytes(UTF_8));
    return now.plus(wait).plusMillis(spread.getValue() % (wait.toMillis() / 5 + 1));
  }
}
