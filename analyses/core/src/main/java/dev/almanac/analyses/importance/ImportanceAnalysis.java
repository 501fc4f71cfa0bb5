package dev.almanac.analyses.importance;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Scope;
import dev.almanac.analyses.sensitivity.Goal;
import dev.almanac.analyses.sensitivity.SensitivityAnalysis;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Computes for each project and metric the importances that other tools show, beside the shares of
 * {@link SensitivityAnalysis}, into the same table. Reads the table of {@link
 * dev.almanac.analyses.objective.ObjectiveAnalysis}, so it runs after it.
 */
public final class ImportanceAnalysis implements Analysis {

  private static final SqlScript SCOPES =
      SqlScript.resource(SensitivityAnalysis.class, "sensitivity_scopes.sql");
  private static final SqlScript INPUT =
      SqlScript.resource(ImportanceAnalysis.class, "importance_input.sql");

  private final List<PedOptions> options;

  /** Asks what Optuna asks, then the same of the whole space, then of the better half. */
  public ImportanceAnalysis() {
    this(
        List.of(PedOptions.DEFAULT, new PedOptions(0.1, 1, false), new PedOptions(0.1, 0.5, true)));
  }

  /**
   * Asks other questions.
   *
   * @param options those to put to PED-ANOVA
   */
  public ImportanceAnalysis(List<PedOptions> options) {
    this.options = List.copyOf(options);
  }

  @Override
  public String kind() {
    return "importance";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String options() {
    return options.stream()
        .map(
            each ->
                "{\"evaluate_on_local\":%s,\"region_quantile\":%s,\"target_quantile\":%s}"
                    .formatted(each.onLocal(), each.regionQuantile(), each.targetQuantile()))
        .collect(Collectors.joining(",", "{\"metric_value\":\"best\",\"ped_anova\":[", "]}"));
  }

  @Override
  public List<TableSpec> tables() {
    return ImportanceTables.ALL;
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
    return new ImportanceKernel(Goal.of(scope.direction()), options, scope.seed());
  }
}
