package dev.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.reports.page.PageAssets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of failed runs is said only beyond chance. */
class FailureSectionTest {

  private static final PageAssets ASSETS = PageAssets.of("", "", new byte[0]);

  @TempDir private Path folder;

  private final FixtureTables tables = FixtureTables.analysed();

  @BeforeEach
  void reportOfTwoSections() throws IOException {
    Files.createDirectories(folder.resolve("own"));
    Files.writeString(
        folder.resolve("own/report.yaml"),
        "title: Own\nsections:\n  - include: weekly/alerts\n  - include: weekly/failures\n");
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void burstOnOneHostIsNamedWithWhatIsUsual() {
    runs("old", "2026-03-02", 100, 5, "'h' || i % 4");
    runs("new", "2026-03-17", 30, 10, "CASE WHEN i < 10 THEN 'gpu-7<b>' ELSE 'h' || i % 4 END");

    assertThat(text("failures"))
        .contains("p: 10 of 30 ended runs failed (33%), against 5% until then (5 of 100).")
        .contains("That is more than chance makes of the usual rate.")
        .contains("p: all 10 failed runs ran on gpu-7<b>, on which 10 ended runs were in all.")
        .contains("By host: 10 of 10 ended runs on gpu-7<b> did not finish");
    assertThat(text("alerts")).contains("10 of 30 ended runs failed (33%); before, it was 5%");
  }

  @Test
  void weekThatFailsAsOftenAsUsualIsNoBurst() {
    runs("old", "2026-03-02", 100, 20, "'h'");
    runs("new", "2026-03-17", 15, 4, "'h'");

    assertThat(text("failures"))
        .contains("By the usual rate as many or more would fail in about one week of")
        .contains("so it need be no more than chance.")
        .contains("No setting or host sets the failed runs apart beyond chance.");
    assertThat(text("alerts")).contains("Nothing is broken");
  }

  @Test
  void settingThatOnlyLooksGuiltyAmongManyIsNotBlamed() {
    runs("old", "2026-03-02", 100, 10, "'h'");
    runs("new", "2026-03-17", 37, 5, "'h'");
    tables.execute(
        "INSERT INTO params (run_key, key, value) SELECT 'new' || i, 'half', CASE WHEN i < 18 THEN"
            + " 'a' ELSE 'b' END FROM generate_series(0, 36) AS t(i) UNION ALL SELECT 'new' || i, 's'"
            + " || s, CAST((i * 7 + s) % 4 AS VARCHAR) FROM generate_series(0, 36) AS t(i),"
            + " generate_series(1, 8) AS u(s)");

    assertThat(text("failures")).contains("No setting or host sets").doesNotContain("half=a");
  }

  @Test
  void seedIsNeverBlamed() {
    runs("old", "2026-03-02", 100, 10, "'h'");
    runs("new", "2026-03-17", 40, 8, "'h'");
    tables.execute(
        "INSERT INTO params (run_key, key, value) SELECT 'new' || i, 'seed', CASE WHEN i < 8 THEN '1'"
            + " ELSE '2' END FROM generate_series(0, 39) AS t(i)");
    tables.execute("INSERT INTO param_role VALUES ('c', 'p', 'seed', 'seed', 40)");

    assertThat(text("failures")).doesNotContain("seed=1");
  }

  @Test
  void sourceThatFailsIsToldBeforeTheFirstAnalysis() {
    try (FixtureTables synced = FixtureTables.synced()) {
      synced.execute(
          "INSERT INTO sync_log (sync_id, source, started_at, ended_at, outcome, reason) VALUES ('1',"
              + " 'broken', TIMESTAMPTZ '2026-03-22 05:00:00Z', TIMESTAMPTZ '2026-03-22 05:00:00Z',"
              + " 'failed', 'No <route>')");

      assertThat(text(synced, "alerts"))
          .contains("source broken The last sync")
          .contains("No <route>");
    }
  }

  /** Some of so many runs of a day fail: the first ones. */
  private void runs(String key, String day, int all, int failed, String host) {
    String from = " FROM generate_series(0, " + (all - 1) + ") AS t(i)";
    tables.execute(
        "INSERT INTO runs (run_key, source, run_id, project, status, deleted, started_at, duration_s)"
            + " SELECT '"
            + key
            + "' || i, 's', 'r', 'p', CASE WHEN i < "
            + failed
            + " THEN 'failed' ELSE 'finished' END, false, TIMESTAMPTZ '"
            + day
            + " 09:00:00Z' + INTERVAL (i) MINUTE, 60"
            + from);
    tables.execute(
        "INSERT INTO environment (run_key, kind, key, value) SELECT '"
            + key
            + "' || i, 'os', 'hostname', "
            + host
            + from);
  }

  private String text(String section) {
    return text(tables, section);
  }

  private String text(FixtureTables in, String section) {
    ReportRequest request =
        new ReportRequest(
            "own",
            Kinds.period("weekly"),
            Fixture.NOW,
            in.engine(),
            new SnapshotFacts("42", Fixture.NOW, "almanac-warehouse", "Almanac 0.1.0"),
            folder);
    RenderedReport report =
        new ReportRenderer(pieces -> ASSETS, Duration.ofSeconds(30)).render(request);
    assertThat(report.warnings()).isEmpty();
    return Objects.requireNonNull(Jsoup.parse(report.html()).getElementById(section)).text();
  }
}
