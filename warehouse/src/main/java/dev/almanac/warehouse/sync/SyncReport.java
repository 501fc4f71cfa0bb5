package dev.almanac.warehouse.sync;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one sync of one source did: the numbers of its row in {@code sync_log}, and the problems.
 *
 * @param syncId id of the sync
 * @param source name of the source
 * @param outcome how it ended
 * @param reason why it is not complete, or null
 * @param startedAt when it began
 * @param endedAt when it ended
 * @param runsListed runs that the source holds; -1 if its stamp made listing needless
 * @param runsRead runs that were read
 * @param runsUnchanged runs that were skipped because nothing changed
 * @param runsGone runs that are no longer in the source
 * @param points points written
 * @param rows rows written to all tables
 * @param truncated places whose end is still being written
 * @param corrupt places or records that could not be read
 * @param unsupported places that this version cannot read
 * @param altered values that went in otherwise than logged
 * @param problems the first {@value #MAX_PROBLEMS} problems; all of them are in {@code quarantine}
 * @param snapshotId the warehouse's snapshot afterwards; -1 if there is none
 */
public record SyncReport(
    String syncId,
    String source,
    Outcome outcome,
    @Nullable String reason,
    Instant startedAt,
    Instant endedAt,
    long runsListed,
    long runsRead,
    long runsUnchanged,
    long runsGone,
    long points,
    long rows,
    long truncated,
    long corrupt,
    long unsupported,
    long altered,
    List<Problem> problems,
    long snapshotId) {

  /** How many problems a report carries itself. */
  public static final int MAX_PROBLEMS = 1_000;

  /** How a sync ended. */
  public enum Outcome {
    /** All that the source holds is in the warehouse, but for the problems. */
    COMPLETE("complete"),
    /** The source is as it was; nothing was written. */
    NOTHING_CHANGED("nothing-changed"),
    /** The source failed midway; what was read before is in. */
    PARTIAL("partial"),
    /** The source failed before anything was read. */
    FAILED("failed");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** Returns the word that {@code sync_log.outcome} holds. */
    public String word() {
      return word;
    }
  }

  /** Checks for null and copies the list. */
  public SyncReport {
    requireNonNull(syncId, "syncId is null");
    requireNonNull(source, "source is null");
    requireNonNull(outcome, "outcome is null");
    requireNonNull(startedAt, "startedAt is null");
    requireNonNull(endedAt, "endedAt is null");
    problems = List.copyOf(problems);
  }

  SyncReport at(long snapshot) {
    return new SyncReport(
        syncId,
        source,
        outcome,
        reason,
        startedAt,
        endedAt,
        runsListed,
        runsRead,
        runsUnchanged,
        runsGone,
        points,
        rows,
        truncated,
        corrupt,
        unsupported,
        altered,
        problems,
        snapshot);
  }
}
