package dev.almanac.ingest.model;

import static java.util.Objects.requireNonNull;

/**
 * A run as a listing shows it.
 *
 * @param runId the tracker's own id, unique in the source
 * @param fingerprint equal if and only if reading the run would deliver the same rows
 * @param live whether the run may still grow; its rows are then kept in files of their own
 */
public record RunEntry(String runId, String fingerprint, boolean live) {

  /** Checks for null and emptiness. */
  public RunEntry {
    requireNonNull(runId, "runId is null");
    requireNonNull(fingerprint, "fingerprint is null");
    if (runId.isEmpty()) {
      throw new IllegalArgumentException("runId is empty");
    }
  }
}
