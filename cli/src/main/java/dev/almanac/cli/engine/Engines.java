package dev.almanac.cli.engine;

import dev.almanac.analyses.AnalysisEngine;
import dev.almanac.analyses.AnalysisEngineFactory;
import dev.almanac.analyses.LocalThreads;
import dev.almanac.warehouse.Warehouse;
import dev.almanac.warehouse.WarehouseSnapshot;
import java.util.Optional;
import java.util.ServiceLoader;

/** The engines of this process: DuckDB, and whatever else is on the class path. */
public final class Engines {

  /** The engine that is always there. */
  public static final String DUCKDB = "duckdb";

  /** The engine that runs in a process of its own, unless this is that process. */
  public static final String SPARK = "spark";

  private Engines() {}

  /** Returns what opens an engine, if this process has it. */
  public static Optional<AnalysisEngineFactory> find(String name) {
    if (name.equals(DUCKDB)) {
      return Optional.of(new Local());
    }
    return ServiceLoader.load(AnalysisEngineFactory.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(factory -> factory.name().equals(name))
        .findFirst();
  }

  /** Opens DuckDB with a thread for each core. */
  private static final class Local implements AnalysisEngineFactory {

    @Override
    public String name() {
      return DUCKDB;
    }

    @Override
    public AnalysisEngine open(Warehouse warehouse, WarehouseSnapshot snapshot) {
      return new LocalThreads(warehouse.engine(snapshot), warehouse.config().threads());
    }
  }
}
