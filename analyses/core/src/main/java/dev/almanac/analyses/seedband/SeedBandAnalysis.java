package dev.almanac.analyses.seedband;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Scope;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/**
 * Lays the curves of every configuration that was run with several seeds over one another. Reads
 * the configurations that {@code noise} stored, so finished runs only: curves that broke off would
 * bend the mean where they end.
 */
public final class SeedBandAnalysis implements Analysis {

  private static final SqlScript SCOPES =
      SqlScript.resource(SeedBandAnalysis.class, "seed_band_scopes.sql");
  private static final SqlScript INPUT =
      SqlScript.resource(SeedBandAnalysis.class, "seed_band_input.sql");

  /** Creates the analysis. */
  public SeedBandAnalysis() {}

  @Override
  public String kind() {
    return "seed_band";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<TableSpec> tables() {
    return List.of(SeedBandTables.SEED_BAND);
  }

  @Override
  public SqlScript scopes() {
    return SCOPES;
  }

  @Override
  public SqlScript input() {
    return INPUT;
  }

  @Override
  public List<String> groupBy() {
    return List.of("configuration", "run_key");
  }

  @Override
  public Kernel begin(Scope scope) {
    return new SeedBandKernel(scope);
  }
}
