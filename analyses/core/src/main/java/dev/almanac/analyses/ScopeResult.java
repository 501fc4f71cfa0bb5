package dev.almanac.analyses;

import java.io.Serializable;

/** The rows of one scope and how its computation ended, as they travel back to the runner. */
public final class ScopeResult implements Serializable {

  private static final long serialVersionUID = 1L;

  private final CollectedRows rows;
  private final Outcome outcome;

  ScopeResult(CollectedRows rows, Outcome outcome) {
    this.rows = rows;
    this.outcome = outcome;
  }

  /** Returns the result of a scope that could not be computed, without rows. */
  public static ScopeResult failed(Analysis analysis, ScopeTask task, Throwable defect) {
    return new ScopeResult(
        new CollectedRows(task.id()),
        new Outcome(Outcome.Status.FAILED, defect.toString(), null, analysis.kind(), 0));
  }

  /** Returns how the computation ended. */
  public Outcome outcome() {
    return outcome;
  }

  CollectedRows rows() {
    return rows;
  }
}
