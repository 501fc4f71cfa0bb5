package dev.almanac.cli;

import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.WarehouseConfig;
import dev.almanac.warehouse.WarehouseException;
import dev.almanac.warehouse.WarehouseSnapshot;
import java.time.Duration;

/** Opens the warehouse that a command is about. */
final class Warehouses {

  private Warehouses() {}

  /** Opens it for writing; makes it if there is none. */
  static Warehouse openOrCreate(Workplace workplace) {
    return Warehouse.open(config(workplace));
  }

  /**
   * Opens it for writing; makes it if there is none.
   *
   * @param patience how long to wait for another process that writes
   */
  static Warehouse openOrCreate(Workplace workplace, Duration patience) {
    return Warehouse.open(config(workplace).withLockTimeout(patience));
  }

  /**
   * Opens it for reading.
   *
   * @throws WarehouseException if there is none
   */
  static Warehouse open(Workplace workplace) {
    return Warehouse.open(config(workplace).existing());
  }

  /**
   * Opens it for reading, and for keeping snapshots.
   *
   * @param patience how long to wait for another process that writes
   * @throws WarehouseException if there is none
   */
  static Warehouse open(Workplace workplace, Duration patience) {
    return Warehouse.open(config(workplace).existing().withLockTimeout(patience));
  }

  /**
   * Returns the newest snapshot.
   *
   * @throws WarehouseException if nothing was synced yet
   */
  static WarehouseSnapshot newest(Warehouse warehouse) {
    return warehouse
        .current()
        .orElseThrow(
            () ->
                new WarehouseException(
                    WarehouseException.Reason.NO_SNAPSHOT,
                    "The warehouse "
                        + warehouse.config().folder()
                        + " is empty. Fill it with: almanac sync PATH",
                    null));
  }

  private static WarehouseConfig config(Workplace workplace) {
    return WarehouseConfig.of(workplace.warehouseFolder())
        .withResultTables(Analyses.tables())
        .withClock(workplace.surroundings().clock());
  }
}
