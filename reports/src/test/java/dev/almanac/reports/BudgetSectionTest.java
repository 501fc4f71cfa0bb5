package dev.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.reports.budget.Budget;
import dev.almanac.reports.page.PageAssets;
import dev.almanac.reports.param.ReportParams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the fixture take 20 to 69 minutes; ISO week 12 of 2026 is 16 to 22 March. */
class BudgetSectionTest {

  private static final PageAssets ASSETS = PageAssets.of("", "", new byte[0]);

  @TempDir private Path folder;

  @BeforeEach
  void reportOfTwoSections() throws IOException {
    Files.createDirectories(folder.resolve("own"));
    Files.writeString(
        folder.resolve("own/report.yaml"),
        "title: Own\nsections:\n  - include: weekly/alerts\n  - include: weekly/budget\n");
  }

  @Test
  void usedLeftAndTheDayOnWhichItIsSpentAreShown() {
    Document page = page(hours(45, "month", null, null));

    assertThat(page.select("#budget").text())
        .contains("The budget of 45.0 h per month is")
        .contains("at this pace it is spent by 2026-03-")
        .contains("before its end on 2026-03-31")
        .contains("2026-03-01 to 2026-03-31");
    assertThat(page.select("#alerts").text()).contains("budget all projects");
  }

  @Test
  void budgetThatLastsIsATableRowAndNoAlert() {
    Document page = page(hours(4000, "quarter", null, "vision"));

    assertThat(page.select("#budget").text())
        .contains("4000 h per quarter for vision")
        .contains("lasts:")
        .doesNotContain("at this pace it is spent");
    assertThat(page.select("#alerts td").text()).doesNotContain("at this pace");
  }

  @Test
  void spentBudgetSaysWhen() {
    Document page = page(hours(5, "total", "2026-03-10", null));

    assertThat(page.select("#budget").text()).contains("The budget of 5.0 h in all was spent on");
  }

  @Test
  void weekThatIsOverSaysWhatWasNotUsed() {
    Document page = page(hours(1000, "week", null, null));

    assertThat(page.select("#budget").text()).contains("over, 9").contains("not used");
  }

  @Test
  void runsWithoutGpuCountAreCountedAndLeftOut() {
    Document page =
        page(new Budget("gpu_hours", 10, "week", null, null, "vision", null, null, null));

    assertThat(page.select("#budget").text())
        .contains("0.0 GPU-h")
        .contains("ended runs left out: no GPU count");
  }

  @Test
  void withoutBudgetsTheSectionIsAsBefore() {
    try (FixtureTables tables = Fixture.filled()) {
      String section = page(tables, List.of()).select("#budget").text();

      assertThat(section).contains("hours of runs").doesNotContain("per month");
    }
  }

  private static Budget hours(
      double amount, String per, @Nullable String from, @Nullable String project) {
    return new Budget("hours", amount, per, from, null, project, null, null, null);
  }

  private Document page(Budget budget) {
    try (FixtureTables tables = Fixture.filled()) {
      return page(tables, List.of(budget));
    }
  }

  private Document page(FixtureTables tables, List<Budget> budgets) {
    ReportRequest request =
        new ReportRequest(
            "own",
            Kinds.period("weekly"),
            Fixture.NOW,
            tables.engine(),
            new SnapshotFacts("42", Fixture.NOW, "almanac-warehouse", "Almanac 0.1.0"),
            folder,
            ReportParams.NONE,
            ReportRequest.NOTHING_ARCHIVED,
            budgets);
    RenderedReport report =
        new ReportRenderer(pieces -> ASSETS, Duration.ofSeconds(30)).render(request);
    assertThat(report.warnings()).isEmpty();
    return Jsoup.parse(report.html());
  }
}
