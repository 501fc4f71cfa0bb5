package dev.almanac.warehouse.sync;

/**
 * Says that a sync was told to stop. What it had read by the last commit is in the warehouse, and
 * nothing else; the next sync reads the rest.
 */
public final class SyncCancelled extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param source name of the source
   * @param done runs that are in
   * @param total runs that were to be read, or -1 if they were not listed yet
   */
  SyncCancelled(String source, long done, long total) {
    super(
        total < 0
            ? "Stopped before a run of " + source + " was read."
            : "Stopped: "
                + done
                + " of the "
                + total
                + " new or changed runs of "
                + source
                + " are in. Run the command again for the others.");
  }
}
