package dev.almanac.ingest.model;

import java.util.Locale;

/** The state of a run, in the words that all trackers are mapped to. */
public enum RunStatus {
  /** Being written, as far as the tracker knows. */
  RUNNING,
  /** Ended by itself. */
  FINISHED,
  /** Ended with an error. */
  FAILED,
  /** Stopped without saying so. */
  CRASHED,
  /** Stopped by a person, a scheduler or a pruner. */
  KILLED,
  /** Not begun yet. */
  SCHEDULED,
  /** The source does not say. */
  UNKNOWN;

  /** Returns the word that column {@code runs.status} holds. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
