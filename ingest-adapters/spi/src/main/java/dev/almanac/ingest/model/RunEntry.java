package dev.almanac.ingest.model;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A run as a listing shows it.
 *
 * @param runId the tracker's own id, unique in the source
 * @param fingerprint equal if and only if reading the run would deliver the same rows
 * @param live whether the run may still grow; its rows are then kept in files of their own
 * @param logged what was logged of it, for people, such as {@code lightning + tensorboard}; null if
 *     the source has but one kind of runs
 */
public record RunEntry(String runId, String fingerprint, boolean live, @Nullable String logged) {

  /** Creates the entry of a run in a source of one kind of runs. */
  public RunEntry(String runId, String fingerprint, boolean live) {
    this(runId, fingerprint, live, null);
  }

  /** Checks for null and emptiness. */
  public RunEntry {
    requireNonNull(runId, "runId is null");
    requireNonNull(fingerprint, "fingerprint is null");
    if (runId.isEmpty()) {
      throw new IllegalArgumentException("runId is empty");
    }
  }
}
