package dev.almanac.reports.schedule;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger says of one period of a schedule, from some time on.
 *
 * @param schedule name of the schedule
 * @param period id of the period
 * @param zone name of the zone
 * @param due when the report was due
 * @param state what came of it
 * @param attempt how often it was tried, from 1; 0 before the first time
 * @param at when this was written
 * @param holder who wrote it
 * @param leaseUntil with {@link SlotState#RUNNING}, until when nobody else begins; else null
 * @param revision name of the report in the archive, or null
 * @param snapshot id of the warehouse's snapshot, or null
 * @param sha256 digest of the page, or null
 * @param bytes size of the page; 0 without one
 * @param message why the state is what it is; may be empty
 * @param asked whether a person asked for it, so that it is not delivered by itself
 */
public record LedgerEntry(
    String schedule,
    String period,
    String zone,
    Instant due,
    SlotState state,
    int attempt,
    Instant at,
    Holder holder,
    @Nullable Instant leaseUntil,
    @Nullable String revision,
    @Nullable String snapshot,
    @Nullable String sha256,
    long bytes,
    String message,
    boolean asked) {

  /**
   * A process.
   *
   * @param host name of the machine
   * @param process id of the process
   * @param began when it began, in milliseconds of the epoch, since ids are used again; 0 if
   *     unknown
   */
  public record Holder(String host, long process, long began) {

    /** Checks for null. */
    public Holder {
      requireNonNull(host, "host is null");
    }
  }

  /** Checks for null. */
  public LedgerEntry {
    requireNonNull(schedule, "schedule is null");
    requireNonNull(period, "period is null");
    requireNonNull(zone, "zone is null");
    requireNonNull(due, "due is null");
    requireNonNull(state, "state is null");
    requireNonNull(at, "at is null");
    requireNonNull(holder, "holder is null");
    requireNonNull(message, "message is null");
  }
}
