package dev.almanac.cli.warehouse;

import dev.almanac.cli.command.Workplace;
import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.WarehouseConfig;
import dev.almanac.warehouse.WarehouseException;
import dev.almanac.warehouse.WarehouseSnapshot;
import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.query.UserLimits;
import java.time.Duration;

/** Opens the warehouse that a command is about. */
public final class Warehouses {

  /** A report whose queries spill more than this fills the disk, not the page. */
  private static final long SPILL_LIMIT_BYTES = 10L << 30;

  /** Sections have shorter limits of their own; this one is for what else is asked. */
  private static final Duration LONGEST_QUERY = Duration.ofMinutes(30);

  private Warehouses() {}

  /** Opens it for writing; makes it if there is none. */
  public static Warehouse openOrCreate(Workplace workplace) {
    return Warehouse.open(config(workplace));
  }

  /**
   * Opens it for writing; makes it if there is none.
   *
   * @param patience how long to wait for another process that writes
   */
  public static Warehouse openOrCreate(Workplace workplace, Duration patience) {
    return Warehouse.open(config(workplace).withLockTimeout(patience));
  }

  /**
   * Opens it for reading.
   *
   * @throws WarehouseException if there is none
   */
  public static Warehouse open(Workplace workplace) {
    return Warehouse.open(config(workplace).existing());
  }

  /**
   * Opens it for reading, and for keeping snapshots.
   *
   * @param patience how long to wait for another process that writes
   * @throws WarehouseException if there is none
   */
  public static Warehouse open(Workplace workplace, Duration patience) {
    return Warehouse.open(config(workplace).existing().withLockTimeout(patience));
  }

  /**
   * Returns the newest snapshot.
   *
   * @throws WarehouseException if nothing was synced yet
   */
  public static WarehouseSnapshot newest(Warehouse warehouse) {
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

  /**
   * Opens a snapshot for the SQL of reports, which a user may have written: it can read the tables
   * and nothing else. To be closed by the caller.
   *
   * <p>It works on one thread: sums of doubles come out otherwise in their last digit when threads
   * add them up in turns, and a report rendered again must be the same byte by byte.
   */
  public static QueryEngine reader(Warehouse warehouse, WarehouseSnapshot snapshot) {
    UserLimits limits =
        new UserLimits(warehouse.config().memoryLimitBytes(), SPILL_LIMIT_BYTES, 1, LONGEST_QUERY);
    return warehouse.engine(snapshot, limits);
  }

  private static WarehouseConfig config(Workplace workplace) {
    return WarehouseConfig.of(workplace.warehouseFolder())
        .withCatalog(workplace.catalog())
        .withResultTables(Analyses.tables())
        .withClock(workplace.surroundings().clock());
  }
}
