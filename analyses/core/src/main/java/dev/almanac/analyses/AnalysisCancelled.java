package dev.almanac.analyses;

/** Says that a run of analyses was told to stop; what it had computed by then is stored. */
public final class AnalysisCancelled extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception. */
  public AnalysisCancelled(String kind, int done, int total) {
    super(
        "Stopped: "
            + done
            + " of "
            + total
            + " results of "
            + kind
            + " are stored. Run the command again for the others.");
  }

  /** Creates the exception for a stop before an analysis was begun. */
  public AnalysisCancelled(String kind) {
    super(
        "Stopped before "
            + kind
            + "; what was computed by then is stored. Run the command again for the others.");
  }
}
