package dev.almanac.ingest.logs.facts;

import dev.almanac.ingest.RunSink;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads times as Python's {@code isoformat()} and {@code str()} write them. Pure. */
public final class IsoTimes {

  private static final double MICROS_A_SECOND = 1e6;

  /** Beyond this many seconds, microseconds do not fit into a long. */
  private static final double MAX_SECONDS = 9.2e12;

  private IsoTimes() {}

  /**
   * Returns the instant that a text means, or null if it is no time.
   *
   * @param text {@code 2026-11-26T18:52:06.859755+00:00}, with a blank instead of the {@code T}, a
   *     comma instead of the point, without fraction, without offset
   * @param zone where a time without offset was written
   */
  public static @Nullable Instant instant(@Nullable String text, ZoneId zone) {
    if (text == null || text.length() < "2026-11-26T18:52".length()) {
      return null;
    }
    String iso = text.strip().replace(' ', 'T').replace(',', '.');
    try {
      boolean hasOffset =
          iso.endsWith("Z")
              || iso.indexOf('+', 10) > 0
              || iso.lastIndexOf('-') > "2026-11-2".length();
      return hasOffset
          ? OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).atZone(zone).toInstant();
    } catch (DateTimeException noTime) {
      return null;
    }
  }

  /** Returns an instant in microseconds; {@link RunSink#NO_TIME} for null, or if it is too far. */
  public static long micros(@Nullable Instant instant) {
    return instant == null || Math.abs((double) instant.getEpochSecond()) >= MAX_SECONDS
        ? RunSink.NO_TIME
        : Math.addExact(
            Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }

  /**
   * Returns seconds since the epoch in microseconds; {@link RunSink#NO_TIME} if they do not fit.
   */
  public static long micros(double seconds) {
    return Math.abs(seconds) < MAX_SECONDS
        ? Math.round(seconds * MICROS_A_SECOND)
        : RunSink.NO_TIME;
  }

  /** Returns seconds since the epoch as an instant; null for null, and where they do not fit. */
  public static @Nullable Instant instant(@Nullable Double seconds) {
    if (seconds == null || !(Math.abs(seconds) < MAX_SECONDS)) {
      return null;
    }
    long micros = micros(seconds);
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }
}
