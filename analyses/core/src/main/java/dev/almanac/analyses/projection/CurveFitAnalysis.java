package dev.almanac.analyses.projection;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Scope;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/**
 * Fits families of learning curves to the runs of each project and metric and forecasts where they
 * are heading. Reads the directions that {@code objective} stored.
 */
public final class CurveFitAnalysis implements Analysis {

  private static final SqlScript SCOPES =
      SqlScript.resource(CurveFitAnalysis.class, "projection_scopes.sql");
  private static final SqlScript INPUT =
      SqlScript.resource(CurveFitAnalysis.class, "projection_input.sql");

  /** Creates the analysis. */
  public CurveFitAnalysis() {}

  @Override
  public String kind() {
    return "curve_fit";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public List<TableSpec> tables() {
    return ProjectionTables.ALL;
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
  public boolean computesUnasked(Scope scope) {
    return scope.primary();
  }

  @Override
  public Kernel begin(Scope scope) {
    return new ProjectionKernel(scope);
  }
}
