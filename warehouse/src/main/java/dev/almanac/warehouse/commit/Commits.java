package dev.almanac.warehouse.commit;

import dev.almanac.warehouse.WarehouseException;
import dev.almanac.warehouse.WarehouseException.Reason;
import dev.almanac.warehouse.WarehouseSnapshot;
import dev.almanac.warehouse.catalog.WarehouseCatalog;
import dev.almanac.warehouse.schema.RunTables;
import dev.almanac.warehouse.write.StorageFailures;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.jspecify.annotations.Nullable;

/**
 * Commits changes of several tables as one snapshot of the warehouse: all others first, then {@code
 * runs}, whose summary pins the snapshots of the others. Readers see nothing of it before that last
 * commit.
 */
final class Commits {

  private final WarehouseCatalog catalog;
  private final Clock clock;
  private final StageListener stages;

  Commits(WarehouseCatalog catalog, Clock clock, StageListener stages) {
    this.catalog = catalog;
    this.clock = clock;
    this.stages = stages;
  }

  /**
   * Commits.
   *
   * @param base the snapshot that the changes are based on; null for an empty warehouse
   * @param changes of each table at most one
   * @throws WarehouseException if another writer committed since the base
   */
  WarehouseSnapshot commit(@Nullable WarehouseSnapshot base, List<TableChange> changes) {
    try {
      return commitAll(base, changes);
    } catch (ValidationException exception) {
      throw new WarehouseException(
          Reason.CONFLICT,
          "Cannot commit: another writer committed meanwhile. Nothing was lost; run the command"
              + " again.",
          exception);
    } catch (UncheckedIOException | UncheckedSQLException exception) {
      throw StorageFailures.of("Cannot commit", exception);
    }
  }

  private WarehouseSnapshot commitAll(@Nullable WarehouseSnapshot base, List<TableChange> changes) {
    Map<String, Long> pins = new HashMap<>(base == null ? Map.of() : base.pins());
    TableChange runs = new TableChange(RunTables.RUNS, List.of(), List.of());
    for (TableChange change : changes) {
      if (change.table().name().equals(RunTables.RUNS.name())) {
        runs = change;
      } else if (!change.isEmpty()) {
        Table table = catalog.loadOrCreate(change.table());
        SnapshotUpdate<?> update = update(table, change);
        validate(update, pins.get(change.table().name()));
        update.commit();
        pins.put(change.table().name(), table.currentSnapshot().snapshotId());
        stages.reached("committed " + change.table().name());
      }
    }
    Table table = catalog.loadOrCreate(RunTables.RUNS);
    SnapshotUpdate<?> update = update(table, runs);
    Pins.write(update, pins, clock.instant());
    validate(update, base == null ? null : base.id());
    update.commit();
    stages.reached("committed runs");
    return Pins.read(table.currentSnapshot());
  }

  private static SnapshotUpdate<?> update(Table table, TableChange change) {
    if (change.removed().isEmpty()) {
      AppendFiles append = table.newAppend();
      change.added().forEach(append::appendFile);
      return append;
    }
    OverwriteFiles overwrite = table.newOverwrite();
    change.removed().forEach(overwrite::deleteFile);
    change.added().forEach(overwrite::addFile);
    return overwrite;
  }

  /** Refuses the commit if the table has moved since the base, which a retry would not see. */
  private static void validate(SnapshotUpdate<?> update, @Nullable Long base) {
    update.validateWith(
        ancestry -> {
          Iterator<Snapshot> snapshots = ancestry.iterator();
          Long current = snapshots.hasNext() ? snapshots.next().snapshotId() : null;
          return Objects.equals(current, base);
        });
  }
}
