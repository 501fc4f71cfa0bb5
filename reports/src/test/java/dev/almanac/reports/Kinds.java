package dev.almanac.reports;

import dev.almanac.reports.page.PageAssets;
import dev.almanac.reports.param.ReportParams;
import dev.almanac.reports.period.Period;
import dev.almanac.reports.period.PeriodGrammar;
import dev.almanac.reports.spec.ParamSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** The built-in reports beside the weekly one, over the fixture that is filled for them. */
final class Kinds {

  static final List<String> NAMES = List.of("hygiene", "live", "monthly", "project", "sweep");

  /** A sweep of the fixture, by project and name. */
  static final String SWEEP = "vision/</h1><script>alert(2)</script>";

  private Kinds() {}

  /** Fills the tables with what these reports are about. */
  static FixtureTables filled() {
    FixtureTables tables = Fixture.filled();
    tables.execute(Fixture.resource("fixture-kinds.sql"));
    return tables;
  }

  private static final Map<String, RenderedReport> FILLED = new ConcurrentHashMap<>();

  /** Returns a report over the filled tables, rendered once for all tests. */
  static RenderedReport filled(String name) {
    return FILLED.computeIfAbsent(
        name,
        any -> {
          try (FixtureTables tables = filled()) {
            return render(tables, name);
          }
        });
  }

  /** Renders a report with the param, if it takes one, that the fixture has rows for. */
  static RenderedReport render(FixtureTables tables, String name) {
    return render(tables, name, ReportRequest.NOTHING_ARCHIVED);
  }

  /** Renders a report that sums up what was archived. */
  static RenderedReport render(FixtureTables tables, String name, String archived) {
    PageAssets assets = PageAssets.of("body{}\n", "void 0;\n", new byte[0]);
    ReportRequest request =
        new ReportRequest(
            name,
            period(name),
            Fixture.NOW,
            tables.engine(),
            new SnapshotFacts("42", Fixture.NOW, "almanac-warehouse", "Almanac 0.1.0"),
            null,
            params(name),
            archived,
            List.of());
    return new ReportRenderer(pieces -> assets, Duration.ofSeconds(30)).render(request);
  }

  static Document page(RenderedReport report) {
    return Jsoup.parse(report.html());
  }

  static Period period(String name) {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    PeriodGrammar grammar =
        new PeriodGrammar(
            zone,
            Fixture.NOW,
            Optional::empty,
            () -> Optional.of(Instant.parse("2026-01-05T08:00:00Z")));
    return switch (name) {
      case "live", "sweep" -> Period.asOf(Fixture.NOW, zone);
      case "monthly" -> grammar.parse("2026-03");
      case "project" -> grammar.parse("all");
      default -> grammar.parse("last-week");
    };
  }

  private static ReportParams params(String name) {
    return switch (name) {
      case "project" -> params("project", "vision");
      case "sweep" -> params("sweep", SWEEP);
      default -> ReportParams.NONE;
    };
  }

  static ReportParams params(String name, String value) {
    return new ReportParams(
        List.of(new ReportParams.Value(name, ParamSpec.Type.TEXT, List.of(value), List.of(value))));
  }
}
