package dev.almanac.analyses.noise;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Scope;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;

/**
 * Stores which runs have the same configuration and which params are seeds, so that every query
 * counts seeds by one rule, that of {@link SeedLikeParams}.
 */
public final class ConfigurationAnalysis implements Analysis {

  private static final SqlScript SCOPES =
      SqlScript.resource(ConfigurationAnalysis.class, "configuration_scopes.sql");
  private static final SqlScript INPUT =
      SqlScript.resource(ConfigurationAnalysis.class, "configuration_input.sql");

  /** Creates the analysis. */
  public ConfigurationAnalysis() {}

  @Override
  public String kind() {
    return "configuration";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<TableSpec> tables() {
    return List.of(NoiseTables.RUN_CONFIGURATION, NoiseTables.PARAM_ROLE);
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
    return new ConfigurationKernel(scope);
  }
}
