package dev.almanac.reports.archive;

import dev.almanac.reports.RenderedReport;
import dev.almanac.reports.RenderedSection;
import dev.almanac.reports.ReportRequest;
import dev.almanac.reports.SnapshotFacts;
import dev.almanac.reports.data.Rows;
import dev.almanac.reports.finding.Finding;
import dev.almanac.reports.period.Period;
import dev.almanac.reports.period.PeriodGrammar;
import dev.almanac.warehouse.query.QueryEngine;
import dev.almanac.warehouse.query.QueryRows;
import dev.almanac.warehouse.query.SqlScript;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Small reports for tests, rendered by nobody. */
public final class Drafts {

  private static final Instant NOW = Instant.parse("2026-03-23T07:00:00Z");

  private Drafts() {}

  /** A report on a week, with so many runs in each project. */
  public static Draft weekly(String week, Map<String, Long> runs, Map<String, Long> before) {
    return of("weekly", period(week), runs, before, null, List.of());
  }

  /** A report as a schedule makes it. */
  public static Draft due(String series, Period period, Instant due) {
    return of(series, period, Map.of("digits", 3L), Map.of(), due, List.of());
  }

  /** A week in Berlin. */
  public static Period period(String week) {
    return new PeriodGrammar(ZoneId.of("Europe/Berlin"), NOW, Optional::empty).parse(week);
  }

  static Draft of(
      String series,
      Period period,
      Map<String, Long> runs,
      Map<String, Long> before,
      @Nullable Instant due,
      List<Finding> findings) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    runs.forEach(
        (project, count) -> {
          Map<String, @Nullable Object> row = new LinkedHashMap<>();
          row.put("project", project);
          row.put("runs", count);
          row.put("runs_before", before.get(project));
          row.put("loss", Double.NaN);
          rows.add(row);
        });
    Rows projects = new Rows(List.of("project", "runs", "runs_before", "loss"), rows);
    RenderedSection activity =
        new RenderedSection(
            "activity",
            "Activity",
            RenderedSection.State.OK,
            List.of(
                new RenderedSection.RanQuery(
                    "projects", "weekly/sql/x.sql", "SELECT 1", rows.size())),
            null,
            new RenderedSection.Data(Map.of("projects", projects), List.of(), ""));
    RenderedSection head =
        new RenderedSection(
            "headlines",
            "Headlines",
            RenderedSection.State.OK,
            List.of(),
            null,
            new RenderedSection.Data(Map.of(), findings, ""));
    RenderedReport report =
        new RenderedReport(
            "<html>" + period.id() + runs + "</html>",
            RenderedReport.State.OK,
            List.of(head, activity),
            List.of());
    ReportRequest request =
        new ReportRequest(
            "weekly",
            period,
            NOW,
            new NoEngine(),
            new SnapshotFacts("42", NOW, "almanac-warehouse", "almanac 0.1.0"),
            null);
    return new Draft(series, request, report, "ok", List.of(), due);
  }

  /** An engine that nobody asks. */
  private static final class NoEngine implements QueryEngine {
    @Override
    public String name() {
      return "none";
    }

    @Override
    public QueryRows query(SqlScript script, Map<String, ? extends @Nullable Object> parameters) {
      throw new IllegalStateException("Nobody should ask");
    }

    @Override
    public QueryEngine another() {
      return this;
    }

    @Override
    public void close() {}
  }
}
