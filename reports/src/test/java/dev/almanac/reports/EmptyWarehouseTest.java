package dev.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.reports.period.PeriodGrammar;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmptyWarehouseTest {

  private static final Instant NOW = Instant.parse("2026-03-23T06:00:00Z");

  @Test
  void periodWithoutRunsIsEmptyAndEverySectionSaysWhy() {
    try (FixtureTables tables = FixtureTables.analysed()) {
      RenderedReport report = render(tables);

      assertThat(report.warnings()).isEmpty();
      assertThat(report.state()).isEqualTo(RenderedReport.State.EMPTY);
      assertThat(report.html()).contains("No run started in this period.");
    }
  }

  @Test
  void warehouseWithoutAnalysesNamesTheCommandThatMakesThem() {
    try (FixtureTables tables = FixtureTables.synced()) {
      RenderedReport report = render(tables);

      assertThat(report.warnings()).isEmpty();
      assertThat(report.html()).contains("Not computed yet").contains("almanac analyze");
    }
  }

  private static RenderedReport render(FixtureTables tables) {
    PeriodGrammar grammar =
        new PeriodGrammar(ZoneId.of("Europe/Berlin"), NOW, () -> Optional.of(NOW));
    return new ReportRenderer()
        .render(
            new ReportRequest(
                "weekly",
                grammar.parse("2026-W12"),
                NOW,
                tables.engine(),
                new SnapshotFacts("42", NOW, "almanac-warehouse", "Almanac 0.1.0"),
                null));
  }
}
