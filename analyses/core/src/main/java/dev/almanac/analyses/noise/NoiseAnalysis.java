package dev.almanac.analyses.noise;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Scope;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/**
 * Estimates the seed noise of every metric whose direction is known, from finished runs that differ
 * in nothing but their seeds. Reads the directions that {@code objective} stored.
 */
public final class NoiseAnalysis implements Analysis {

  private static final SqlScript SCOPES =
      SqlScript.resource(NoiseAnalysis.class, "noise_scopes.sql");
  private static final SqlScript INPUT = SqlScript.resource(NoiseAnalysis.class, "noise_input.sql");

  /** Creates the analysis. */
  public NoiseAnalysis() {}

  @Override
  public String kind() {
    return "noise";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public List<TableSpec> tables() {
    return NoiseTables.NOISE;
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
    return List.of("run_key");
  }

  @Override
  public Kernel begin(Scope scope) {
    return new NoiseKernel(scope);
  }
}
