package dev.almanac.analyses.search;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Scope;
import dev.almanac.analyses.sensitivity.Goal;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/**
 * Tells for each project and metric, and each sweep in it, how the search went. Reads the table of
 * {@link dev.almanac.analyses.objective.ObjectiveAnalysis}, so it runs after it.
 */
public final class SearchAnalysis implements Analysis {

  private static final SqlScript SCOPES =
      SqlScript.resource(SearchAnalysis.class, "search_scopes.sql");
  private static final SqlScript INPUT =
      SqlScript.resource(SearchAnalysis.class, "search_input.sql");

  @Override
  public String kind() {
    return "search";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String options() {
    return "{\"metric_value\":\"best\",\"top\":0.1}";
  }

  @Override
  public List<TableSpec> tables() {
    return SearchTables.ALL;
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
    return new SearchKernel(Goal.of(scope.direction()));
  }
}
