package dev.almanac.warehouse.sync;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a sync works.
 *
 * @param rereading which runs are read
 * @param commitPoints points after which a batch is committed
 * @param commitInterval time after which a batch is committed
 * @param checkInterval a sync that finds nothing changed is recorded in {@code sync_log} only if
 *     the source's last row is older than this, so that frequent syncs cost no commit
 */
public record SyncOptions(
    Rereading rereading, long commitPoints, Duration commitInterval, Duration checkInterval) {

  /** Which runs are read. */
  public enum Rereading {
    /** Only new and changed ones. */
    CHANGED,
    /** All, whatever the fingerprints say. */
    ALL
  }

  /** Reads what changed; commits after 8 million points or a minute; records a check a day. */
  public static final SyncOptions DEFAULT =
      new SyncOptions(Rereading.CHANGED, 8_000_000, Duration.ofMinutes(1), Duration.ofDays(1));

  /** Checks for null. */
  public SyncOptions {
    requireNonNull(rereading, "rereading is null");
    requireNonNull(commitInterval, "commitInterval is null");
    requireNonNull(checkInterval, "checkInterval is null");
    if (commitPoints <= 0) {
      throw new IllegalArgumentException("commitPoints must be positive");
    }
  }

  /** Returns the same, reading every run again. */
  public SyncOptions rereadingAll() {
    return new SyncOptions(Rereading.ALL, commitPoints, commitInterval, checkInterval);
  }
}
