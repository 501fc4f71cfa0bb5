package dev.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** Few, short, equal or many-settinged runs: no sentence claims more than their rows. */
class OddRunsTest {

  @Test
  void shortAndEqualRunsAreNeitherWasteNorAReasonToRepeatOne() {
    try (FixtureTables tables = FixtureTables.analysed()) {
      tables.execute(
          """
          CREATE TEMP TABLE odd AS
          SELECT i, TIMESTAMPTZ '2026-03-17 08:00:00Z' + INTERVAL (i) HOUR AS started_at,
            CASE WHEN i = 6 THEN 'failed' ELSE 'finished' END AS status
          FROM generate_series(1, 6) AS t(i);
          INSERT INTO runs BY NAME
          SELECT 'odd/' || i AS run_key, 'odd' AS source, 'mlflow' AS tracker, 'p' AS project, CAST(i AS VARCHAR) AS run_id,
            'r' || i AS name, status, false AS deleted, started_at, started_at + INTERVAL 30 MINUTE AS ended_at,
            1800.0 AS duration_s
          FROM odd;
          INSERT INTO params BY NAME
          SELECT 'odd/' || i AS run_key, 'k' || lpad(CAST(k AS VARCHAR), 2, '0') AS key, CAST(0.1234567890123 + i + k AS VARCHAR) AS value,
            'float' AS type
          FROM odd, generate_series(1, 30) AS t(k);
          INSERT INTO metric_summaries BY NAME
          SELECT 'odd/' || i AS run_key, 'val_loss' AS key, 2 AS points, 0.5 AS first, 0.5 AS last, 0.5 AS min, 0.5 AS max,
            0 AS min_step, 0 AS max_step, 0 AS first_step, 1 AS last_step, 0 AS non_finite, false AS system
          FROM odd;
          INSERT INTO metric_role BY NAME
          SELECT 'p' AS project, 'val_loss' AS metric_key, 'min' AS direction, 'name' AS basis, true AS is_primary;
          INSERT INTO curve_feature BY NAME
          SELECT 'conv' AS analysis_id, 'odd/' || i AS run_key, 'p' AS project, 'val_loss' AS metric_key, 2 AS n_points,
            1.0 AS wasted_share, false AS still_improving, false AS diverged, 'too_short' AS verdict
          FROM odd WHERE status = 'finished';
          """);
      RenderedReport report = Fixture.render(tables, "last-week", null);
      assertThat(report.warnings()).isEmpty();
      Document page = Jsoup.parse(report.html());

      assertThat(page.select("#next").text()).doesNotContain("repeat r1");
      assertThat(page.select("#budget").text())
          .contains("and no curve was long enough to show a plateau.");
      assertThat(page.select("#failures").text())
          .contains(
              "1 run did not finish and took 30 min, 17% of the week's running time. It came to step 1.")
          .doesNotContain("Half of them");
      assertThat(page.select("#leaderboard").text())
          .contains("k01=2.12346, k02=3.12346")
          .contains("k12=13.1235 and 18 more");
      assertThat(page.select("#best-so-far").text()).contains("5 runs, none before this week");
    }
  }
}
