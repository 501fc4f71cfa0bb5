package dev.almanac.analyses.spark;

import dev.almanac.analyses.AnalysisEngine;
import dev.almanac.analyses.AnalysisEngineFactory;
import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.WarehouseSnapshot;

/** Opens Spark in a process that has it, such as one that {@code spark-submit} started. */
public final class SparkEngineFactory implements AnalysisEngineFactory {

  /** Used by the service loader. */
  public SparkEngineFactory() {}

  @Override
  public String name() {
    return SparkEngine.NAME;
  }

  @Override
  public void start() {
    SparkSessions.ofThisProcess();
  }

  @Override
  public AnalysisEngine open(Warehouse warehouse, WarehouseSnapshot snapshot) {
    return SparkAnalysisEngine.open(warehouse, snapshot);
  }
}
