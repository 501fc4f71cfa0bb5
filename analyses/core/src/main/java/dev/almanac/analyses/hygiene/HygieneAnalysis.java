package dev.almanac.analyses.hygiene;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Scope;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/**
 * Scores how much of what should be tracked is there: code, environment, data, params, seed,
 * metrics through training, models, timing, outputs. Reads what {@code objective} stored, for the
 * best run.
 */
public final class HygieneAnalysis implements Analysis {

  private static final SqlScript SCOPES =
      SqlScript.resource(HygieneAnalysis.class, "hygiene_scopes.sql");
  private static final SqlScript INPUT =
      SqlScript.resource(HygieneAnalysis.class, "hygiene_input.sql");

  /** Creates the analysis. */
  public HygieneAnalysis() {}

  @Override
  public String kind() {
    return "hygiene";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<TableSpec> tables() {
    return HygieneTables.ALL;
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
    return new HygieneKernel(scope, TrackerNotes.all());
  }
}
