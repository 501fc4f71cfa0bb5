package dev.almanac.reports;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.almanac.reports.page.PageAssets;
import dev.almanac.reports.param.ParamResolver;
import dev.almanac.reports.param.ReportParams;
import dev.almanac.reports.period.Period;
import dev.almanac.reports.period.PeriodGrammar;
import dev.almanac.reports.spec.ReportPieces;
import dev.almanac.reports.spec.ReportYaml;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The filled fixture, and reports over it as of a fixed Monday morning. */
final class Fixture {

  static final Instant NOW = Instant.parse("2026-03-23T06:00:00Z");

  private Fixture() {}

  /** Fills the tables with twelve weeks of three projects. */
  static FixtureTables filled() {
    FixtureTables tables = FixtureTables.analysed();
    tables.execute(resource("fixture.sql"));
    return tables;
  }

  /** Renders the weekly report with a small style and script and without the chart library. */
  static RenderedReport render(FixtureTables tables, String period, @Nullable Path userFolder) {
    PageAssets assets = PageAssets.of("body{}\n", "void 0;\n", new byte[0]);
    return new ReportRenderer(pieces -> assets, Duration.ofSeconds(30))
        .render(request(tables, period, userFolder));
  }

  /** Renders a report that is not about a period, found and made as a user would. */
  static RenderedReport about(FixtureTables tables, String name, Map<String, List<String>> given) {
    ReportPieces pieces = new ReportPieces(null);
    ReportParams params =
        new ParamResolver(pieces, tables.engine()).resolve(ReportYaml.read(name, pieces), given);
    PageAssets assets = PageAssets.of("body{}\n", "void 0;\n", new byte[0]);
    return new ReportRenderer(any -> assets, Duration.ofSeconds(30))
        .render(
            new ReportRequest(
                name,
                Period.asOf(NOW, ZoneId.of("Europe/Berlin")),
                NOW,
                tables.engine(),
                new SnapshotFacts("42", NOW, "almanac-warehouse", "Almanac 0.1.0"),
                null,
                params));
  }

  static ReportRequest request(FixtureTables tables, String period, @Nullable Path userFolder) {
    PeriodGrammar grammar =
        new PeriodGrammar(ZoneId.of("Europe/Berlin"), NOW, () -> Optional.of(NOW));
    return new ReportRequest(
        "weekly",
        grammar.parse(period),
        NOW,
        tables.engine(),
        new SnapshotFacts("42", NOW, "almanac-warehouse", "Almanac 0.1.0"),
        userFolder);
  }

  static String resource(String name) {
    try (InputStream in = Fixture.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }
}
