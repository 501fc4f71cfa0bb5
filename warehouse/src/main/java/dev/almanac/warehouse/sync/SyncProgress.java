package dev.almanac.warehouse.sync;

/** Is told how a sync gets on. Called from the thread that syncs; must be quick. */
@FunctionalInterface
public interface SyncProgress {

  /** Ignores everything. */
  SyncProgress NONE = state -> {};

  /** What a sync is doing. */
  enum Phase {
    /** Waiting for another writer; {@link State#detail} says for whom. */
    WAITING,
    /** Removing what an interrupted sync left behind. */
    HEALING,
    /** Listing the source's runs. */
    LISTING,
    /** Reading runs. */
    READING,
    /** Committing a batch. */
    COMMITTING,
    /** Merging small files or dropping expired snapshots. */
    TIDYING,
    /** Done. */
    DONE
  }

  /**
   * How far a sync is.
   *
   * @param phase what it is doing
   * @param runsDone runs read so far
   * @param runsTotal runs to read, or -1 before they are listed
   * @param points points read so far
   * @param detail what to say about the phase, or an empty text
   */
  record State(Phase phase, long runsDone, long runsTotal, long points, String detail) {}

  /** Takes note of the state. */
  void changed(State state);

  /**
   * Tells whether to go on; asked between batches and now and then within one. After a no, the sync
   * ends with {@link SyncCancelled}.
   */
  default boolean goOn() {
    return true;
  }
}
