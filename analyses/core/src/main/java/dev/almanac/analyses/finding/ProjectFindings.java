package dev.almanac.analyses.finding;

import dev.almanac.analyses.RowGroup;
import dev.almanac.warehouse.query.SqlScript;
import dev.almanac.warehouse.schema.TableSpec;
import java.util.List;
import java.util.Set;

/**
 * The findings of one project in one span: what the analysis {@code finding} stores for weeks, for
 * any span. Equal rows give equal findings, whatever the order they come in.
 */
public final class ProjectFindings {

  private static final SqlScript INPUT =
      SqlScript.resource(ProjectFindings.class, "finding_input.sql");

  private ProjectFindings() {}

  /**
   * Returns the query for the facts: of {@code :project}, or of every project, one after another,
   * if that is null. It needs the tables of all analyses, if only empty ones.
   */
  public static SqlScript input() {
    return INPUT;
  }

  /**
   * Returns the same query for a warehouse in which some analyses have not run yet: their tables
   * count as empty.
   *
   * @param tables names of the tables that there are
   */
  public static SqlScript input(Set<String> tables) {
    return InputTables.standIn(INPUT, tables);
  }

  /** Returns the names of the tables that the query reads and that are not there. */
  public static List<String> missing(Set<String> tables) {
    return InputTables.missing(tables).stream().map(TableSpec::name).toList();
  }

  /** Returns how many spans it takes to know how long a finding has been there. */
  public static int spansNeeded() {
    return FindingHistory.LOOK_BACK;
  }

  /**
   * Returns the findings of a span.
   *
   * @param facts the rows of one project
   * @param spans the span and those before it, the newest first; {@link #spansNeeded()} of them
   */
  public static List<Finding> of(RowGroup facts, List<Span> spans) {
    return new FindingHistory(FactReader.read(facts, spans.get(0).zone()), spans).at(0);
  }
}
