package dev.almanac.ingest.optuna;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads Optuna's times. Up to 4.x they are the local time of whoever ran the study; since 5.0
 * databases hold UTC without saying so (Optuna's commit 8f22b1157), journals say so.
 *
 * @param zone the zone of times that name none
 * @param basis why that zone, for people
 */
record OptunaTimes(ZoneId zone, String basis) {

  private static final int FIRST_UTC_MAJOR = 5;

  /**
   * Chooses the zone.
   *
   * @param version version of Optuna that made or upgraded the storage, or null
   * @param said the zone that the user says, or the default
   * @param isSaid whether the user said it
   */
  static OptunaTimes of(@Nullable String version, ZoneId said, Said isSaid) {
    if (version != null && major(version) >= FIRST_UTC_MAJOR) {
      return new OptunaTimes(ZoneOffset.UTC, "UTC, as Optuna " + version + " writes it");
    }
    return new OptunaTimes(
        said,
        isSaid == Said.BY_USER
            ? said.getId() + ", the source's zone"
            : said.getId() + ", assumed: Optuna before 5 wrote local time");
  }

  /** Whether the zone is the user's word. */
  enum Said {
    /** The option {@code zone}. */
    BY_USER,
    /** The default. */
    BY_NOBODY
  }

  private static int major(String version) {
    int dot = version.indexOf('.');
    try {
      return Integer.parseInt(dot < 0 ? version : version.substring(0, dot));
    } catch (NumberFormatException odd) {
      return 0;
    }
  }

  /** Returns the instant that a text means, or null if it is none. */
  @Nullable Instant instant(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String iso = text.strip().replace(' ', 'T');
    try {
      return OffsetDateTime.parse(iso).toInstant();
    } catch (DateTimeException noOffset) {
      try {
        return LocalDateTime.parse(iso).atZone(zone).toInstant();
      } catch (DateTimeException noTime) {
        return null;
      }
    }
  }
}
