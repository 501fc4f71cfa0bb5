package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Scope;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/**
 * Finds out for each project and metric which hyperparameters mattered. Reads the table of {@link
 * dev.almanac.analyses.objective.ObjectiveAnalysis}, so it runs after it.
 */
public final class SensitivityAnalysis implements Analysis {

  private static final SqlScript SCOPES =
      SqlScript.resource(SensitivityAnalysis.class, "sensitivity_scopes.sql");
  private static final SqlScript INPUT =
      SqlScript.resource(SensitivityAnalysis.class, "sensitivity_input.sql");

  @Override
  public String kind() {
    return "sensitivity";
  }

  @Override
  public int version() {
    return 5;
  }

  @Override
  public String options() {
    return "{\"metric_value\":\"best\"}";
  }

  @Override
  public List<TableSpec> tables() {
    return SensitivityTables.ALL;
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
    return new ProjectKernel(scope);
  }
}
