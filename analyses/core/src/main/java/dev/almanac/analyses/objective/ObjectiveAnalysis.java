package dev.almanac.analyses.objective;

import static java.util.Objects.requireNonNull;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Scope;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/**
 * Finds out for each project which direction of each metric is better and which metric it is judged
 * by. The other analyses read its table, so it runs first.
 */
public final class ObjectiveAnalysis implements Analysis {

  private static final SqlScript SCOPES =
      SqlScript.resource(ObjectiveAnalysis.class, "objective_scopes.sql");
  private static final SqlScript INPUT =
      SqlScript.resource(ObjectiveAnalysis.class, "objective_input.sql");

  private final DeclaredObjectives declared;

  /** Creates the analysis with what the user's configuration declares. */
  public ObjectiveAnalysis(DeclaredObjectives declared) {
    this.declared = requireNonNull(declared, "declared is null");
  }

  @Override
  public String kind() {
    return "objective";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String options() {
    return declared.canonical();
  }

  @Override
  public List<TableSpec> tables() {
    return List.of(ObjectiveTables.METRIC_ROLE);
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
    return List.of();
  }

  @Override
  public Kernel begin(Scope scope) {
    return new ObjectiveKernel(scope, declared.of(scope.project()));
  }
}
