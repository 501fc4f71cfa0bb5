package dev.almanac.warehouse;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Map;

/**
 * One state of the whole warehouse: a commit of {@code runs} and the snapshots of all tables that
 * belong to it.
 *
 * @param id id of the snapshot of {@code runs}
 * @param committedAt when it was committed
 * @param pins snapshot id of each table that has one, by table name; {@code runs} included
 */
public record WarehouseSnapshot(long id, Instant committedAt, Map<String, Long> pins) {

  /** Checks for null and copies the pins. */
  public WarehouseSnapshot {
    requireNonNull(committedAt, "committedAt is null");
    pins = Map.copyOf(pins);
  }
}
