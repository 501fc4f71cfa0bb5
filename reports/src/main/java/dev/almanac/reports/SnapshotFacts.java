package dev.almanac.reports;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a report was read from.
 *
 * @param id id of the warehouse's snapshot
 * @param committedAt when it was committed, or null if unknown
 * @param warehouse where the warehouse is, for commands that a reader can repeat
 * @param generator name and version of what rendered the report
 */
public record SnapshotFacts(
    String id, @Nullable Instant committedAt, String warehouse, String generator) {

  /** Checks for null. */
  public SnapshotFacts {
    requireNonNull(id, "id is null");
    requireNonNull(warehouse, "warehouse is null");
    requireNonNull(generator, "generator is null");
  }
}
