package dev.almanac.warehouse.sync;

import static java.util.Objects.requireNonNull;

import dev.almanac.ingest.RunSource;
import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.commit.WriteSession;
import dev.almanac.warehouse.sync.SyncProgress.Phase;
import dev.almanac.warehouse.sync.SyncProgress.State;

/**
 * Brings the warehouse up to date with sources: reads the runs that are new or changed, replaces
 * their rows, keeps the rows of runs that are gone. Twice gives the same as once; an interrupted
 * sync is continued by the next. Not safe for use by several threads.
 */
public final class Sync {

  private final Warehouse warehouse;
  private final SyncOptions options;
  private final SyncProgress progress;

  /** Creates a sync. */
  public Sync(Warehouse warehouse, SyncOptions options, SyncProgress progress) {
    this.warehouse = requireNonNull(warehouse, "warehouse is null");
    this.options = requireNonNull(options, "options is null");
    this.progress = requireNonNull(progress, "progress is null");
  }

  /**
   * Syncs one source; waits for other writers.
   *
   * <p>A source that fails is no exception but an outcome: what was read before is in.
   *
   * @throws IllegalArgumentException if the source's name is empty or holds a slash
   * @throws dev.almanac.warehouse.WarehouseException if the warehouse cannot be written
   */
  public SyncReport run(RunSource source) {
    if (source.spec().name().isEmpty() || source.spec().name().contains("/")) {
      // Keys of runs are source/run_id: with a slash in it two sources could share a key.
      throw new IllegalArgumentException(
          "Cannot sync source \"" + source.spec().name() + "\": its name is empty or holds a /");
    }
    try (WriteSession session = warehouse.write("sync of " + source.spec().name(), this::waiting)) {
      return new SourceSync(session, source, options, progress, warehouse.config().clock()).run();
    }
  }

  private void waiting(String holder) {
    progress.changed(new State(Phase.WAITING, 0, -1, 0, "waiting for " + holder));
  }
}
