package dev.almanac.warehouse.commit;

import dev.almanac.warehouse.WarehouseSnapshot;
import dev.almanac.warehouse.catalog.WarehouseCatalog;
import dev.almanac.warehouse.schema.RunTables;
import dev.almanac.warehouse.write.StorageFailures;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/**
 * Puts the warehouse back to its newest snapshot after a writer has died: tables that are ahead of
 * their pin go back to it, files that no snapshot knows are deleted. Runs under the writer's lock
 * and may itself die at any moment: what it did is done, what it did not the next one does.
 */
final class Healing {

  private final WarehouseCatalog catalog;

  Healing(WarehouseCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Heals.
   *
   * @param base the newest snapshot, or null if there is none yet
   */
  void run(@Nullable WarehouseSnapshot base) {
    for (String name : catalog.tableNames()) {
      Table table = catalog.load(name).orElse(null);
      if (table == null) {
        continue;
      }
      Long pin = base == null ? null : base.pins().get(name);
      Snapshot current = table.currentSnapshot();
      Long id = current == null ? null : current.snapshotId();
      if (!Objects.equals(id, pin) && !name.equals(RunTables.RUNS.name())) {
        table = rollBack(name, table, pin);
      }
      if (table != null) {
        sweep(table);
      }
    }
  }

  /** Returns the table at its pin; null if it was dropped since it has no pin. */
  private @Nullable Table rollBack(String name, Table table, @Nullable Long pin) {
    if (pin == null) {
      // Nothing of it was ever part of the warehouse. It is made again when rows come.
      catalog.drop(name);
      return null;
    }
    Snapshot pinned = table.snapshot(pin);
    table.manageSnapshots().setCurrentSnapshot(pin).commit();
    List<Long> ahead =
        StreamSupport.stream(table.snapshots().spliterator(), false)
            .filter(snapshot -> snapshot.sequenceNumber() > pinned.sequenceNumber())
            .map(Snapshot::snapshotId)
            .toList();
    Retention.expire(table, ahead);
    return table;
  }

  private void sweep(Table table) {
    try {
      new Orphans(table, catalog::path).delete();
    } catch (IOException exception) {
      throw StorageFailures.of("Cannot clean up " + table.location(), exception);
    }
  }
}
