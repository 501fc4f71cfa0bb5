package dev.almanac.reports;

import dev.almanac.reports.chart.Chart;
import dev.almanac.reports.chart.ChartBuilder;
import dev.almanac.reports.chart.ChartJson;
import dev.almanac.reports.chart.ChartTable;
import dev.almanac.reports.data.Rows;
import dev.almanac.reports.finding.Finding;
import dev.almanac.reports.finding.Headlines;
import dev.almanac.reports.finding.PeriodFindings;
import dev.almanac.reports.spec.ChartSpec;
import dev.almanac.reports.spec.QuerySpec;
import dev.almanac.reports.spec.ReportException;
import dev.almanac.reports.spec.ReportPieces;
import dev.almanac.reports.spec.ReportSpec;
import dev.almanac.reports.spec.SectionSpec;
import dev.almanac.reports.template.TemplateFailure;
import dev.almanac.reports.template.Templates;
import dev.almanac.warehouse.query.QueryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders single sections, each on its own. Used by one thread. */
final class SectionRenderer {

  private final ReportSpec spec;
  private final ReportRequest request;
  private final ReportPieces pieces;
  private final SectionQueries queries;
  private final Templates templates;
  private final Map<String, Object> pageModel;
  private final Duration sectionTime;

  SectionRenderer(
      ReportSpec spec,
      ReportRequest request,
      ReportPieces pieces,
      SectionQueries queries,
      Templates templates,
      Map<String, Object> pageModel,
      Duration sectionTime) {
    this.spec = spec;
    this.request = request;
    this.pieces = pieces;
    this.queries = queries;
    this.templates = templates;
    this.pageModel = pageModel;
    this.sectionTime = sectionTime;
  }

  /** A section, and what the page's template knows of it. */
  record Part(RenderedSection section, Map<String, Object> model) {}

  /**
   * Renders a section.
   *
   * @param before the sections before it, for an appendix
   */
  Part render(SectionSpec section, List<RenderedSection> before) {
    List<RenderedSection.RanQuery> ran = new ArrayList<>();
    Map<String, Rows> facts = new LinkedHashMap<>();
    Duration own = section.timeout();
    queries.begin(own == null ? sectionTime : own);
    try {
      List<String> missing = new ArrayList<>();
      for (QuerySpec query : section.queries()) {
        SectionQueries.Answer answer = queries.run(query);
        facts.put(query.name(), answer.rows());
        ran.add(answer.ran());
        answer.missing().stream().filter(table -> !missing.contains(table)).forEach(missing::add);
      }
      if (isEmpty(section, facts)) {
        return empty(section, ran, facts, missing);
      }
      Headlines headlines = Headlines.NONE;
      if (section.findings()) {
        PeriodFindings told = queries.findings(request.period());
        headlines = told.headlines();
        facts.put("findings", told.rows());
        ran.add(
            new RenderedSection.RanQuery(
                "findings", "finding_input.sql", told.sql(), told.rows().size()));
        told.missing().stream().filter(table -> !missing.contains(table)).forEach(missing::add);
      }
      Map<String, Object> model = model(section, facts, headlines, missing, before);
      String html = templates.render(section.template(), model);
      RenderedSection.Data data = new RenderedSection.Data(facts, headlines.first(), "");
      return part(section, RenderedSection.State.OK, ran, null, html, data);
    } catch (SectionException exception) {
      return failed(section, ran, facts, exception.failure());
    } catch (TemplateFailure exception) {
      return failed(
          section,
          ran,
          facts,
          new RenderedSection.Failure(
              exception.file(), exception.line(), String.valueOf(exception.getMessage())));
    } catch (ReportException | QueryException exception) {
      return failed(
          section,
          ran,
          facts,
          new RenderedSection.Failure(
              spec.name() + "/report.yaml", 0, String.valueOf(exception.getMessage())));
    }
  }

  private static boolean isEmpty(SectionSpec section, Map<String, Rows> facts) {
    return !section.emptyWhen().isEmpty()
        && section.emptyWhen().stream()
            .allMatch(query -> facts.getOrDefault(query, Rows.NONE).isEmpty());
  }

  private Map<String, Object> model(
      SectionSpec section,
      Map<String, Rows> facts,
      Headlines headlines,
      List<String> missing,
      List<RenderedSection> before) {
    Map<String, Object> model = new LinkedHashMap<>(pageModel);
    Map<String, Object> rows = new LinkedHashMap<>();
    facts.forEach(
        (name, value) -> rows.put(name, PageModel.rows(value.rows(), request.period().zone())));
    model.put("section", Map.of("id", section.id(), "title", section.title()));
    model.put("rows", rows);
    model.put("missing", missing);
    model.put("charts", charts(section, facts));
    model.put("findings", models(headlines.first()));
    model.put("findings_more", models(headlines.others()));
    model.put("findings_over", models(headlines.over()));
    model.put("ran", before.stream().map(SectionRenderer::evidence).toList());
    return model;
  }

  private Map<String, Object> charts(SectionSpec section, Map<String, Rows> facts) {
    Map<String, Object> charts = new LinkedHashMap<>();
    for (ChartSpec chart : section.charts()) {
      Rows rows = facts.get(chart.rows());
      if (rows == null) {
        throw new ReportException(
            "Cannot draw chart " + chart.name() + ": section has no query " + chart.rows());
      }
      ChartBuilder builder =
          new ChartBuilder(
              chart, "chart-" + section.id() + "-" + chart.name(), request.period().zone());
      Map<String, Object> facets = new LinkedHashMap<>();
      String query = anchor(section.id(), chart.rows());
      builder.build(rows).forEach((facet, built) -> facets.put(facet, chart(built, query)));
      charts.put(chart.name(), facets);
    }
    return charts;
  }

  /** Returns the anchor of a query in the page. */
  private static String anchor(String section, String query) {
    return "q-" + section + "-" + query.replaceAll("[^A-Za-z0-9_-]", "-");
  }

  private static Map<String, Object> chart(Chart chart, String query) {
    Map<String, Object> model = new LinkedHashMap<>();
    Chart.Frame frame = chart.frame();
    model.put("id", frame.id());
    model.put("kind", chart.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    model.put("title", frame.title());
    model.put("description", frame.description());
    model.put("y_label", frame.y().label());
    model.put("notes", frame.notes());
    model.put("query", query);
    model.put("json", Templates.markup(ChartJson.of(chart)));
    ChartTable table = ChartTable.of(chart);
    model.put("columns", table.columns());
    model.put("cells", table.rows());
    model.put("total", table.total());
    return model;
  }

  private static List<Map<String, Object>> models(List<Finding> findings) {
    List<Map<String, Object>> models = new ArrayList<>();
    for (Finding finding : findings) {
      Map<String, Object> model = new LinkedHashMap<>();
      model.put("kind", finding.kind());
      model.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
      model.put("project", finding.project());
      model.put("title", finding.title());
      model.put("sentence", finding.sentence());
      model.put("caveat", finding.caveat());
      model.put("section", finding.section());
      model.put("action", finding.action());
      model.put("status", finding.status());
      model.put("since", finding.since());
      models.add(model);
    }
    return models;
  }

  private static Map<String, Object> evidence(RenderedSection section) {
    List<Map<String, Object>> queries = new ArrayList<>();
    section.queries().forEach(query -> queries.add(query(section.id(), query)));
    return Map.of("id", section.id(), "title", section.title(), "queries", queries);
  }

  private static Map<String, Object> query(String section, RenderedSection.RanQuery query) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("name", query.name());
    model.put("anchor", anchor(section, query.name()));
    model.put("file", query.file());
    model.put("sql", query.sql());
    model.put("rows", query.rows());
    return model;
  }

  private Part empty(
      SectionSpec section,
      List<RenderedSection.RanQuery> ran,
      Map<String, Rows> facts,
      List<String> missing) {
    String reason =
        missing.isEmpty()
            ? section.emptyText()
            : "Not computed yet: table "
                + String.join(", ", missing)
                + " does not exist. Run `almanac analyze`.";
    RenderedSection.Data data = new RenderedSection.Data(facts, List.of(), reason);
    return part(section, RenderedSection.State.EMPTY, ran, null, "", data);
  }

  private Part failed(
      SectionSpec section,
      List<RenderedSection.RanQuery> ran,
      Map<String, Rows> facts,
      RenderedSection.Failure failure) {
    RenderedSection.Data data = new RenderedSection.Data(facts, List.of(), failure.message());
    return part(section, RenderedSection.State.FAILED, ran, failure, "", data);
  }

  private Part part(
      SectionSpec section,
      RenderedSection.State state,
      List<RenderedSection.RanQuery> ran,
      RenderedSection.@Nullable Failure failure,
      String html,
      RenderedSection.Data data) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("id", section.id());
    model.put("title", section.title());
    model.put("question", section.question());
    model.put("state", state.name().toLowerCase(Locale.ROOT));
    model.put("html", Templates.markup(html));
    model.put("queries", ran.stream().map(query -> query(section.id(), query)).toList());
    model.put("reason", data.reason());
    model.put("place", failure == null ? "" : failure.place());
    model.put("lines", failure == null ? List.of() : SourceLines.around(pieces, failure));
    return new Part(
        new RenderedSection(section.id(), section.title(), state, ran, failure, data), model);
  }
}
