package dev.almanac.warehouse.commit;

import dev.almanac.warehouse.WarehouseSnapshot;
import dev.almanac.warehouse.catalog.WarehouseCatalog;
import dev.almanac.warehouse.schema.RunTables;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.jspecify.annotations.Nullable;

/** Reads and writes the pins in the summary of a snapshot of {@code runs}. */
public final class Pins {

  private static final String PIN = "almanac.pin.";
  private static final String COMMITTED_AT = "almanac.committed-at";

  private Pins() {}

  /** Returns the warehouse's snapshot that a snapshot of {@code runs} stands for. */
  public static WarehouseSnapshot read(Snapshot runs) {
    Map<String, Long> pins = new HashMap<>();
    runs.summary()
        .forEach(
            (name, value) -> {
              if (name.startsWith(PIN)) {
                pins.put(name.substring(PIN.length()), Long.valueOf(value));
              }
            });
    pins.put(RunTables.RUNS.name(), runs.snapshotId());
    String committedAt = runs.summary().get(COMMITTED_AT);
    return new WarehouseSnapshot(
        runs.snapshotId(),
        committedAt == null
            ? Instant.ofEpochMilli(runs.timestampMillis())
            : Instant.parse(committedAt),
        pins);
  }

  /** Returns the warehouse's newest snapshot as the catalog has it now, or null. */
  static @Nullable WarehouseSnapshot newest(WarehouseCatalog catalog) {
    Snapshot current = catalog.load(RunTables.RUNS.name()).map(Table::currentSnapshot).orElse(null);
    return current == null ? null : read(current);
  }

  static void write(SnapshotUpdate<?> update, Map<String, Long> pins, Instant committedAt) {
    pins.forEach(
        (table, snapshot) -> {
          if (!table.equals(RunTables.RUNS.name())) {
            update.set(PIN + table, Long.toString(snapshot));
          }
        });
    update.set(COMMITTED_AT, committedAt.toString());
  }
}
