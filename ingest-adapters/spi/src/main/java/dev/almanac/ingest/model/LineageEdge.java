package dev.almanac.ingest.model;

import org.jspecify.annotations.Nullable;

/**
 * An edge from a run to another run or to a model.
 *
 * @param relation what the other end is to this run
 * @param otherId the tracker's id of the other end; of a run for {@code PARENT FORK RESUME RETRY}
 * @param step the step at which it happened, or null
 */
public record LineageEdge(Relation relation, String otherId, @Nullable Long step) {

  /** The kinds of edges. */
  public enum Relation {
    /** The run that this run is nested in. */
    PARENT,
    /** The run that this run was forked from. */
    FORK,
    /** The run that this run resumes. */
    RESUME,
    /** The run that this run repeats after a failure. */
    RETRY,
    /** A model or artifact that went into this run. */
    INPUT,
    /** A model or artifact that this run made. */
    OUTPUT
  }
}
