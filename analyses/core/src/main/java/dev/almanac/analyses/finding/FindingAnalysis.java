package dev.almanac.analyses.finding;

import static java.util.Objects.requireNonNull;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Scope;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.TableSpec;
import java.time.ZoneId;
import java.util.List;

/**
 * Writes down what is worth telling of each of a project's last complete weeks. Reads what all
 * other analyses stored, so it runs after them. {@link ProjectFindings} gives the same for any
 * span.
 */
public final class FindingAnalysis implements Analysis {

  private static final SqlScript SCOPES =
      SqlScript.resource(FindingAnalysis.class, "finding_scopes.sql");

  private final ZoneId zone;

  /**
   * Creates the analysis.
   *
   * @param zone zone in which weeks begin
   */
  public FindingAnalysis(ZoneId zone) {
    this.zone = requireNonNull(zone, "zone is null");
  }

  @Override
  public String kind() {
    return "finding";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String options() {
    return "{\"zone\":\"" + zone.getId() + "\"}";
  }

  @Override
  public List<TableSpec> tables() {
    return List.of(FindingTables.FINDING);
  }

  @Override
  public SqlScript scopes() {
    return SCOPES;
  }

  @Override
  public SqlScript input() {
    return ProjectFindings.input();
  }

  @Override
  public List<String> groupBy() {
    return List.of("project");
  }

  @Override
  public Kernel begin(Scope scope) {
    return new FindingKernel(zone);
  }
}
