package dev.almanac.analyses.convergence;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Scope;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/**
 * Describes every curve of every metric, and the band of a project's curves. Reads the directions
 * that {@code objective} stored.
 */
public final class ConvergenceAnalysis implements Analysis {

  private static final SqlScript SCOPES =
      SqlScript.resource(ConvergenceAnalysis.class, "convergence_scopes.sql");
  private static final SqlScript INPUT =
      SqlScript.resource(ConvergenceAnalysis.class, "convergence_input.sql");

  /** Creates the analysis. */
  public ConvergenceAnalysis() {}

  @Override
  public String kind() {
    return "convergence";
  }

  @Override
  public int version() {
    return 3;
  }

  @Override
  public List<TableSpec> tables() {
    return ConvergenceTables.ALL;
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
    return new ConvergenceKernel(scope);
  }
}
