package dev.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EmptyWarehouseTest {

  @Test
  void periodWithoutRunsIsEmptyAndEverySectionSaysWhy() {
    try (FixtureTables tables = FixtureTables.analysed()) {
      RenderedReport report = Fixture.render(tables, "last-week", null);

      assertThat(report.warnings()).isEmpty();
      assertThat(report.state()).isEqualTo(RenderedReport.State.EMPTY);
      assertThat(report.html())
          .contains("No run started in this period.")
          .contains("Nothing failed, diverged, hung or could not be read.")
          .contains("Nothing is broken: all sources were read")
          .contains("No stored analysis suggests an experiment")
          .contains("no lead can be told from luck")
          .contains("there is no change to explain")
          .contains("No run of this period was silent for long")
          .contains("No run of this period says how long it took, and")
          .contains("No run of this period logged times")
          .contains("nothing can be said about combinations");
    }
  }

  @Test
  void warehouseWithoutAnalysesNamesTheCommandThatMakesThem() {
    try (FixtureTables tables = FixtureTables.synced()) {
      RenderedReport report = Fixture.render(tables, "last-week", null);

      assertThat(report.warnings()).isEmpty();
      assertThat(report.html())
          .contains("Not computed yet")
          .contains("<code>almanac analyze</code>");
    }
  }

  @Test
  void quietWeekBetweenBusyOnesIsEmptyButKeepsWhatIsKnown() {
    try (FixtureTables tables = Fixture.filled()) {
      RenderedReport report = Fixture.render(tables, "this-week", null);

      assertThat(report.state()).isEqualTo(RenderedReport.State.EMPTY);
      assertThat(report.html()).contains("still running").contains("id=\"chart-trend-weeks-1\"");
    }
  }
}
