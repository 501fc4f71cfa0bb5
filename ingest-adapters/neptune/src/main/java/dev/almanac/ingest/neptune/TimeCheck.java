package dev.almanac.ingest.neptune;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.read.source.ProblemLog;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds 2.x exports whose times are those of another zone: points from before the run began, or
 * from after its last sign of life.
 */
final class TimeCheck {

  private static final long QUARTER = Duration.ofMinutes(15).toSeconds();
  private static final long TOLERANCE = Duration.ofMinutes(2).toSeconds();
  private static final long LARGEST_OFFSET = Duration.ofHours(14).toSeconds();

  private TimeCheck() {}

  static void report(
      StoredRun stored, Attributes attributes, SeriesSurvey survey, ProblemLog problems) {
    if (!(stored instanceof ExportedRun export)
        || !export.hasLocalTimes()
        || survey.firstTime() == RunSink.NO_TIME) {
      return;
    }
    Long seconds =
        estimate(
            instant(attributes.text("sys/creation_time")),
            instant(attributes.text("sys/ping_time")),
            Instant.EPOCH.plus(survey.firstTime(), ChronoUnit.MICROS),
            Instant.EPOCH.plus(survey.lastTime(), ChronoUnit.MICROS));
    if (seconds != null) {
      problems.report(
          Problem.Kind.ALTERED,
          stored.files().get(0),
          -1,
          "the times of its points look like those of a zone "
              + Duration.ofSeconds(seconds)
              + " from UTC, in which the exporter ran; set the option "
              + NeptuneSourceFactory.EXPORT_ZONE
              + " of the source to that zone",
          attributes.text("sys/creation_time"));
    }
  }

  /**
   * Returns the least offset from UTC, in seconds and quarters of an hour, that explains the times;
   * null if none is needed.
   */
  static @Nullable Long estimate(
      @Nullable Instant created, @Nullable Instant ended, Instant first, Instant last) {
    if (created != null) {
      long early = first.getEpochSecond() - created.getEpochSecond();
      if (early < -TOLERANCE && early > -LARGEST_OFFSET) {
        return Math.floorDiv(early + TOLERANCE, QUARTER) * QUARTER;
      }
    }
    if (ended != null) {
      long late = last.getEpochSecond() - ended.getEpochSecond();
      if (late > TOLERANCE && late < LARGEST_OFFSET) {
        return -Math.floorDiv(-(late - TOLERANCE), QUARTER) * QUARTER;
      }
    }
    return null;
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException none) {
      return null;
    }
  }
}
