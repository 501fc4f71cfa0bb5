package dev.almanac.warehouse.sync;

import static java.util.Objects.requireNonNull;

/**
 * Something that the warehouse and a source do not agree about.
 *
 * @param table table of the warehouse
 * @param runKey the run, or the source's name and a slash for what belongs to none
 * @param inSource rows that the source delivers now
 * @param inWarehouse rows that the warehouse holds
 */
public record Difference(String table, String runKey, long inSource, long inWarehouse) {

  /** Checks for null. */
  public Difference {
    requireNonNull(table, "table is null");
    requireNonNull(runKey, "runKey is null");
  }

  /** Returns what is wrong, in words. */
  public String what() {
    if (inWarehouse == 0) {
      return "missing in the warehouse";
    }
    if (inSource == 0) {
      return "not in the source";
    }
    return inSource == inWarehouse ? "rows differ" : "number of rows differs";
  }
}
