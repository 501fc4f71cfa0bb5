package dev.almanac.analyses.pooling;

import static java.util.Objects.requireNonNull;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Scope;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/**
 * Pools what sensitivity found in each project. Reads the tables of {@code objective}, {@code
 * noise} and {@code sensitivity}, so it runs after them.
 */
public final class HpPooledAnalysis implements Analysis {

  private static final SqlScript SCOPES =
      SqlScript.resource(HpPooledAnalysis.class, "hp_pooled_scopes.sql");
  private static final SqlScript INPUT =
      SqlScript.resource(HpPooledAnalysis.class, "hp_pooled_input.sql");

  private final AcrossProjects choices;

  /** Creates the analysis with what the user's configuration says. */
  public HpPooledAnalysis(AcrossProjects choices) {
    this.choices = requireNonNull(choices, "choices is null");
  }

  @Override
  public String kind() {
    return "hp_pooled";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public String options() {
    return choices.canonical();
  }

  @Override
  public List<TableSpec> tables() {
    return PoolingTables.ALL;
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
    return List.of("project", "fact", "name");
  }

  @Override
  public Kernel begin(Scope scope) {
    return new PooledKernel(scope, choices);
  }
}
