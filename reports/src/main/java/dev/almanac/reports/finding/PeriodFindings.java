package dev.almanac.reports.finding;

import dev.almanac.analyses.GroupedRows;
import dev.almanac.analyses.finding.Finding;
import dev.almanac.analyses.finding.ProjectFindings;
import dev.almanac.analyses.finding.Span;
import dev.almanac.reports.data.Rows;
import dev.almanac.reports.period.Period;
import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The findings of a period, by the same SQL and the same kernels that fill table {@code finding}
 * for weeks. They are written anew rather than read from there, so that any period has them, and so
 * that they are of the report's zone.
 *
 * @param headlines what the head of the report says
 * @param rows all findings as rows, most pressing first
 * @param sql the query behind them, ready to be run again
 * @param missing tables that analyses have yet to make
 */
public record PeriodFindings(Headlines headlines, Rows rows, String sql, List<String> missing) {

  private static final List<String> COLUMNS =
      List.of(
          "finding_id",
          "status",
          "severity",
          "kind",
          "project",
          "metric_key",
          "subject",
          "title",
          "sentence",
          "caveats",
          "action",
          "evidence_table",
          "evidence_key",
          "first_seen",
          "spans");

  /** Copies the list. */
  public PeriodFindings {
    missing = List.copyOf(missing);
  }

  /**
   * Writes the findings of a period.
   *
   * @param engine over the tables of a snapshot
   * @param tables names of the tables that there are
   * @param project the one project to look at, or null for all
   */
  public static PeriodFindings of(
      QueryEngine engine, Set<String> tables, Period period, @Nullable String project) {
    SqlScript script = ProjectFindings.input(tables);
    List<Span> spans = spans(period);
    List<Finding> findings = new ArrayList<>();
    Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
    parameters.put("project", project);
    try (QueryRows rows = engine.query(script, parameters)) {
      GroupedRows.forEach(
          rows, "project", facts -> findings.addAll(ProjectFindings.of(facts, spans)));
    }
    return new PeriodFindings(
        Headlines.of(findings),
        rows(Headlines.sorted(findings)),
        ProjectFindings.input().withParameters(unused -> literal(project)).strip(),
        ProjectFindings.missing(tables));
  }

  private static List<Span> spans(Period newest) {
    List<Span> spans = new ArrayList<>();
    Period period = newest;
    for (int back = 0; back < ProjectFindings.spansNeeded(); back++) {
      spans.add(new Span(period.firstDay(), period.endDay(), period.zone(), period.kind().word()));
      period = period.previous();
    }
    return spans;
  }

  private static Rows rows(List<Finding> findings) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Finding finding : findings) {
      List<@Nullable Object> cells = new ArrayList<>();
      cells.add(finding.id());
      cells.add(finding.status().word());
      cells.add((long) finding.severity().number());
      cells.add(finding.kind());
      cells.add(finding.project());
      cells.add(finding.metricKey());
      cells.add(finding.subject());
      cells.add(finding.title());
      cells.add(finding.sentence());
      cells.add(String.join(" ", finding.caveats()));
      cells.add(finding.action());
      cells.add(finding.evidenceTable());
      cells.add(finding.evidenceKey());
      cells.add(finding.firstSeen());
      cells.add((long) finding.spans());
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (int column = 0; column < COLUMNS.size(); column++) {
        row.put(COLUMNS.get(column), cells.get(column));
      }
      rows.add(row);
    }
    return new Rows(COLUMNS, rows);
  }

  private static String literal(@Nullable String project) {
    return project == null ? "NULL" : "'" + project.replace("'", "''") + "'";
  }
}
