package dev.almanac.ingest.wandb;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.SourceOptions;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * When a run began and ended, and how: as its log says, and as the metadata beside it say where the
 * log does not.
 *
 * @param found the run
 * @param facts what its log says
 * @param lastPoint time of the last row, in microseconds; {@link RunSink#NO_TIME} if there is none
 * @param metadata what was noted beside the log
 * @param options name the zone in which the names of folders tell times
 */
record RunLifetime(
    FoundRun found, LoggedFacts facts, long lastPoint, JsonValue metadata, SourceOptions options) {

  /** A log whose last record is older than this by the time of its last change was copied. */
  private static final Duration COPIED = Duration.ofDays(1);

  /**
   * Returns how the run is or ended.
   *
   * @param live whether a log without end counts as being written
   * @param isOldFormat whether wandb before 0.10 wrote it
   */
  RunStatus status(boolean live, boolean isOldFormat) throws IOException {
    LoggedFacts.Exit exit = facts.exit();
    if (exit != null) {
      return WandbStates.ofExit(exit.code());
    }
    if (live && isRecent()) {
      return RunStatus.RUNNING;
    }
    if (facts.isPreempted()) {
      return RunStatus.KILLED;
    }
    if (last().log() != null) {
      return RunStatus.CRASHED;
    }
    RunStatus stated = WandbStates.status(metadata.get("state").text());
    if (stated != RunStatus.RUNNING) {
      return stated;
    }
    // Before 0.10 the file was kept up to date; since then it says "running" for ever.
    return isOldFormat ? RunStatus.CRASHED : RunStatus.UNKNOWN;
  }

  /** A log that was copied a short while ago looks as if it were being written. */
  private boolean isRecent() throws IOException {
    long last = Math.max(facts.lastSeen(), lastPoint);
    Instant sign = last == RunSink.NO_TIME ? started() : instant(last);
    Path log = last().log();
    if (sign == null || log == null || !Files.exists(log)) {
      return false;
    }
    Instant changed = Files.getLastModifiedTime(log).toInstant();
    return sign.isAfter(changed.minus(COPIED));
  }

  /** Returns when it began, or null if nothing says so. */
  @Nullable Instant started() throws IOException {
    RunRecord first = facts.first();
    if (first != null && first.startMicros() != RunSink.NO_TIME) {
      return instant(first.startMicros());
    }
    Instant stated = utc(metadata.get("startedAt").text());
    return stated == null ? found.folders().get(0).started(options.zone()) : stated;
  }

  /** Returns the last sign of life, or what the exit says if that is later; or null. */
  @Nullable Instant ended() throws IOException {
    long last = Math.max(facts.lastSeen(), lastPoint);
    RunRecord record = facts.latest();
    LoggedFacts.Exit exit = facts.exit();
    if (record != null && exit != null && record.startMicros() != RunSink.NO_TIME) {
      boolean sound = exit.runtime() >= 0 && exit.runtime() < Integer.MAX_VALUE;
      last = Math.max(last, record.startMicros() + (sound ? exit.runtime() * 1_000_000 : 0));
    }
    if (last != RunSink.NO_TIME) {
      return instant(last);
    }
    return started() == null ? null : utc(metadata.get("heartbeatAt").text());
  }

  private RunFolder last() {
    return found.folders().get(found.folders().size() - 1);
  }

  /** Times in metadata are UTC, with and without a zone. */
  private static @Nullable Instant utc(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return text.endsWith("Z")
          ? Instant.parse(text)
          : LocalDateTime.parse(text, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
              .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException malformed) {
      return null;
    }
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
  }
}
