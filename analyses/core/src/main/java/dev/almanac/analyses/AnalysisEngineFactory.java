package dev.almanac.analyses;

import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.WarehouseSnapshot;

/**
 * Opens an engine that is not part of every installation. Found by {@link java.util.ServiceLoader},
 * so that nothing here depends on it.
 */
public interface AnalysisEngineFactory {

  /** Returns the name as {@code --engine} spells it. */
  String name();

  /** Starts what all engines share, if it is not running yet; opening one does so as well. */
  default void start() {}

  /** Opens the engine over one snapshot. */
  AnalysisEngine open(Warehouse warehouse, WarehouseSnapshot snapshot);
}
