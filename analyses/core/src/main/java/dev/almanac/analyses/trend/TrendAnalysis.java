package dev.almanac.analyses.trend;

import static java.util.Objects.requireNonNull;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Scope;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.TableSpec;
import java.time.ZoneId;
import java.util.List;

/**
 * Follows each project over calendar weeks. Reads what {@code objective} and {@code convergence}
 * stored. A scope is a whole project, so that its probabilities are adjusted for all its series.
 */
public final class TrendAnalysis implements Analysis {

  private static final SqlScript SCOPES =
      SqlScript.resource(TrendAnalysis.class, "trend_scopes.sql");
  private static final SqlScript INPUT = SqlScript.resource(TrendAnalysis.class, "trend_input.sql");

  private final ZoneId zone;

  /**
   * Creates the analysis.
   *
   * @param zone zone in which weeks begin
   */
  public TrendAnalysis(ZoneId zone) {
    this.zone = requireNonNull(zone, "zone is null");
  }

  @Override
  public String kind() {
    return "trend";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public String options() {
    return "{\"zone\":\"" + zone.getId() + "\"}";
  }

  @Override
  public List<TableSpec> tables() {
    return TrendTables.ALL;
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
    return new TrendKernel(scope, zone);
  }
}
