package dev.almanac.analyses.stopping;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Scope;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/**
 * Replays early-stopping rules over the runs of each project. Reads the directions of {@code
 * objective} and the seed noise of {@code noise}, so it runs after both.
 */
public final class StopReplayAnalysis implements Analysis {

  private static final SqlScript SCOPES =
      SqlScript.resource(StopReplayAnalysis.class, "stopping_scopes.sql");
  private static final SqlScript INPUT =
      SqlScript.resource(StopReplayAnalysis.class, "stopping_input.sql");

  /** Creates the analysis. */
  public StopReplayAnalysis() {}

  @Override
  public String kind() {
    return "stop_replay";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public List<TableSpec> tables() {
    return StoppingTables.ALL;
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
    return new StoppingKernel(scope);
  }
}
