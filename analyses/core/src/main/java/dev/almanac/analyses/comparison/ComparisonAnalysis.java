package dev.almanac.analyses.comparison;

import static java.util.Objects.requireNonNull;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Scope;
import dev.almanac.analyses.pooling.AcrossProjects;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/**
 * Compares configurations that were tried in several projects or on several datasets, each task by
 * its project's primary metric. Reads the table of {@code objective}, so it runs after it.
 */
public final class ComparisonAnalysis implements Analysis {

  private static final SqlScript SCOPES =
      SqlScript.resource(ComparisonAnalysis.class, "comparison_scopes.sql");
  private static final SqlScript INPUT =
      SqlScript.resource(ComparisonAnalysis.class, "comparison_input.sql");

  private final AcrossProjects choices;

  /** Creates the analysis with what the user's configuration says. */
  public ComparisonAnalysis(AcrossProjects choices) {
    this.choices = requireNonNull(choices, "choices is null");
  }

  @Override
  public String kind() {
    return "comparison";
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
    return ComparisonTables.ALL;
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
    return List.of("project", "run_key");
  }

  @Override
  public Kernel begin(Scope scope) {
    return new ComparisonKernel(scope, choices);
  }
}
