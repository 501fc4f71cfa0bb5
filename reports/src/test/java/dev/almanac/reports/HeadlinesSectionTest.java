package dev.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.analyses.AnalysisProgress;
import dev.almanac.analyses.AnalysisRunner;
import dev.almanac.analyses.ResultStore;
import dev.almanac.analyses.finding.FindingAnalysis;
import dev.almanac.reports.data.Rows;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeadlinesSectionTest {

  @Test
  void reportOfAWeekSaysWhatTheAnalysisStoresForIt() {
    try (FixtureTables tables = Fixture.filled()) {
      List<@Nullable Object[]> stored = stored(tables);
      for (String week : List.of("2026-W12", "2026-W11", "2026-W06")) {
        Rows told = headlines(Fixture.render(tables, week, null)).data().rows().get("findings");
        assertThat(told).isNotNull();
        List<String> lines = new ArrayList<>();
        for (Map<String, @Nullable Object> row : told.rows()) {
          lines.add(row.get("finding_id") + " " + row.get("status") + " " + row.get("sentence"));
        }
        assertThat(lines).containsExactlyInAnyOrderElementsOf(ofWeek(stored, week));
      }
    }
  }

  @Test
  void monthHasItsOwnFindings() {
    try (FixtureTables tables = Fixture.filled()) {
      String html = Fixture.render(tables, "2026-02", null).html();
      assertThat(html).contains("<span class=\"since\">new this month</span>");
    }
  }

  @Test
  void warehouseWithoutAnalysesSaysWhatWasNotLookedAt() {
    try (FixtureTables tables = FixtureTables.synced()) {
      String html = Fixture.render(tables, "last-week", null).html();
      assertThat(html).contains("Not looked at").contains("metric_role");
    }
  }

  private static RenderedSection headlines(RenderedReport report) {
    return report.sections().stream()
        .filter(section -> section.id().equals("headlines"))
        .findFirst()
        .orElseThrow();
  }

  private static List<@Nullable Object[]> stored(FixtureTables tables) {
    List<@Nullable Object[]> stored = new ArrayList<>();
    ResultStore store =
        (superseded, rows) ->
            rows.forEach(
                (table, more) -> {
                  if (table.name().equals("finding")) {
                    stored.addAll(more);
                  }
                });
    FindingAnalysis analysis = new FindingAnalysis(ZoneId.of("Europe/Berlin"));
    Clock clock = Clock.fixed(Fixture.NOW, ZoneOffset.UTC);
    new AnalysisRunner(tables.engine(), store, 42, clock, AnalysisProgress.NONE)
        .run(analysis, scope -> true);
    return stored;
  }

  private static List<String> ofWeek(List<@Nullable Object[]> stored, String week) {
    String monday =
        Map.of("2026-W12", "2026-03-16", "2026-W11", "2026-03-09", "2026-W06", "2026-02-02")
            .get(week);
    return stored.stream()
        .filter(row -> String.valueOf(row[16]).equals(monday))
        .map(row -> row[1] + " " + row[12] + " " + row[18])
        .toList();
  }
}
