package dev.almanac.cli.analyze;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Guesses from how long the work took so far when it will be done. */
final class TimeLeft {

  /** Before that, a guess would jump about. */
  private static final Duration SILENT = Duration.ofSeconds(3);

  private final Clock clock;
  private final Instant began;

  TimeLeft(Clock clock) {
    this.clock = clock;
    this.began = clock.instant();
  }

  /** Returns how far the work is, with the time left once there is something to go by. */
  String of(int done, int total) {
    String far = String.format(Locale.ROOT, "%,d of %,d", done, total);
    Duration spent = Duration.between(began, clock.instant());
    if (done == 0 || done >= total || spent.compareTo(SILENT) < 0) {
      return far;
    }
    long seconds = Math.round(spent.toMillis() / 1000.0 / done * (total - done));
    return far + ", about " + words(seconds) + " left";
  }

  private static String words(long seconds) {
    if (seconds < 100) {
      return Math.max(1, seconds) + " s";
    }
    long minutes = Math.round(seconds / 60.0);
    return minutes < 100 ? minutes + " min" : String.format(Locale.ROOT, "%.1f h", minutes / 60.0);
  }
}
