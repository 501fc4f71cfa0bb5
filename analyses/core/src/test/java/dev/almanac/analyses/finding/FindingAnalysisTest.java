package dev.almanac.analyses.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.AnalysisProgress;
import dev.almanac.analyses.AnalysisReport;
import dev.almanac.analyses.AnalysisRunner;
import dev.almanac.analyses.GroupedRows;
import dev.almanac.analyses.InMemoryTables;
import dev.almanac.analyses.convergence.ConvergenceAnalysis;
import dev.almanac.analyses.hygiene.HygieneAnalysis;
import dev.almanac.analyses.live.LiveAnalysis;
import dev.almanac.analyses.noise.NoiseAnalysis;
import dev.almanac.analyses.objective.DeclaredObjectives;
import dev.almanac.analyses.objective.ObjectiveAnalysis;
import dev.almanac.analyses.search.SearchAnalysis;
import dev.almanac.analyses.sensitivity.SensitivityAnalysis;
import dev.almanac.analyses.stopping.StopReplayAnalysis;
import dev.almanac.analyses.trend.TrendAnalysis;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The scripts and the kernel together, on tables in memory; nine weeks of one eventful project. */
class FindingAnalysisTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-23T06:00:00Z"), ZoneOffset.UTC);
  private static final LocalDate MONDAY = LocalDate.of(2026, 3, 16);

  private final FindingAnalysis finding = new FindingAnalysis(BERLIN);

  @Test
  void weeksAreStoredWithWhatIsNewOngoingAndOver() {
    try (InMemoryTables tables = filled("p", "i")) {
      run(tables);

      assertThat(
              tables.lines(
                  "SELECT period_start, kind, status, weeks, severity FROM finding ORDER BY"
                      + " period_start, kind, status"))
          .containsExactly(
              "2026-01-26|new-best|new|1|2",
              "2026-03-02|failure-burst|new|1|1",
              "2026-03-09|failure-burst|ongoing|2|1",
              "2026-03-16|failure-burst|resolved|2|3",
              "2026-03-16|new-best|new|1|2");
      assertThat(
              tables.lines("SELECT sentence FROM finding WHERE weeks = 2 AND status = 'ongoing'"))
          .containsExactly(
              "8 of 20 runs failed (40%, against 6% until then). All of them had batch=512, which 8"
                  + " runs used; none of the others failed.");
      assertThat(
              tables.lines(
                  "SELECT args, caveats FROM finding WHERE kind = 'failure-burst' AND weeks = 1"))
          .singleElement()
          .asString()
          .startsWith("{\"failed\":\"8\",\"ended\":\"20\",")
          .endsWith("|[\"What goes together need not be the cause.\"]");
    }
  }

  @Test
  void evidenceOfEveryFindingCanBeAskedFor() {
    try (InMemoryTables tables = filled("it's", "i")) {
      run(tables);

      List<String> queries =
          tables.lines(
              "SELECT 'SELECT count(*) > 0 FROM ' || evidence_table || ' WHERE ' || evidence_key FROM finding");
      assertThat(queries).isNotEmpty();
      queries.forEach(sql -> assertThat(tables.lines(sql)).as(sql).containsExactly("true"));
    }
  }

  @Test
  void neitherOrderOfRowsNorNamesMatter() {
    String columns = "period_start, kind, status, sentence, action, weeks, weight";
    String sql = "SELECT " + columns + " FROM finding ORDER BY ALL";
    try (InMemoryTables tables = filled("p", "i");
        InMemoryTables shuffled = filled("p", "md5(CAST(i AS VARCHAR))");
        InMemoryTables renamed = filled("another project", "i")) {
      run(tables);
      run(shuffled);
      run(renamed);

      assertThat(shuffled.lines(sql)).isEqualTo(tables.lines(sql));
      assertThat(renamed.lines(sql)).isEqualTo(tables.lines(sql));
      String ids = "SELECT finding_id FROM finding ORDER BY ALL";
      assertThat(shuffled.lines(ids)).isEqualTo(tables.lines(ids));
      assertThat(renamed.lines(ids)).isNotEqualTo(tables.lines(ids));
    }
  }

  @Test
  void anyWeekThatIsAskedForGivesWhatIsStored() {
    try (InMemoryTables tables = filled("p", "i")) {
      run(tables);

      for (int back : new int[] {0, 1, 2, 7}) {
        assertThat(asked(tables, back, back == 0 ? "p" : null))
            .isEqualTo(
                tables.lines(
                    "SELECT finding_id, status, sentence, first_seen FROM finding WHERE period_start"
                        + " = DATE '"
                        + MONDAY.minusWeeks(back)
                        + "' ORDER BY finding_id"));
      }
    }
  }

  @Test
  void resultsThatAreNotThereCountAsEmpty() {
    try (InMemoryTables tables = new InMemoryTables()) {
      fill(tables, "p", "i");
      List<String> kinds = new ArrayList<>();
      try (var rows =
          tables.engine().query(ProjectFindings.input(Set.of("analysis")), project("p"))) {
        GroupedRows.forEach(
            rows,
            "project",
            facts -> ProjectFindings.of(facts, spans(0)).forEach(found -> kinds.add(found.kind())));
      }
      assertThat(kinds).containsExactly("failure-burst");
      assertThat(ProjectFindings.missing(Set.of("analysis")))
          .contains("metric_role", "curve_feature", "live_run", "stop_rule")
          .doesNotContain("analysis", "hp_marginal");
    }
  }

  @Test
  void nothingIsComputedAgainUntilARunOrAResultOrTheWeekChanges() {
    try (InMemoryTables tables = filled("p", "i")) {
      assertThat(run(tables).computed()).isEqualTo(1);
      tables.execute("UPDATE sync_log SET ended_at = ended_at + INTERVAL 1 DAY");
      assertThat(run(tables).computed()).as("a Monday that may be Sunday elsewhere").isEqualTo(1);
      tables.execute("UPDATE sync_log SET ended_at = ended_at + INTERVAL 3 DAY");
      assertThat(run(tables).computed()).isZero();
      tables.execute("UPDATE sync_log SET ended_at = ended_at + INTERVAL 5 DAY");
      assertThat(run(tables).computed()).isEqualTo(1);
      tables.execute("UPDATE runs SET fingerprint = 'other' WHERE run_key = 'k7'");
      assertThat(run(tables).computed()).isEqualTo(1);
      assertThat(tables.lines("SELECT count(*) FROM analysis WHERE kind = 'finding'"))
          .containsExactly("1");
    }
  }

  @Test
  void runsWithoutAStartAreCounted() {
    try (InMemoryTables tables = filled("p", "i")) {
      tables.execute("UPDATE runs SET started_at = NULL WHERE run_key IN ('k1', 'k2')");
      run(tables);

      assertThat(tables.lines("SELECT reason, n FROM analysis_exclusion"))
          .contains("start_unknown|2");
    }
  }

  private AnalysisReport run(InMemoryTables tables) {
    AnalysisRunner runner =
        new AnalysisRunner(tables.engine(), tables, 42, CLOCK, AnalysisProgress.NONE);
    runner.run(new ObjectiveAnalysis(DeclaredObjectives.NONE), scope -> true);
    AnalysisReport report = runner.run(finding, scope -> true);
    assertThat(tables.lines("SELECT status_reason FROM analysis WHERE status = 'failed'"))
        .isEmpty();
    return report;
  }

  private static List<String> asked(InMemoryTables tables, int back, @Nullable String project) {
    List<String> lines = new ArrayList<>();
    try (var rows = tables.engine().query(ProjectFindings.input(), project(project))) {
      GroupedRows.forEach(
          rows,
          "project",
          facts ->
              ProjectFindings.of(facts, spans(back))
                  .forEach(
                      f ->
                          lines.add(
                              String.join(
                                  "|",
                                  f.id(),
                                  f.status().word(),
                                  f.sentence(),
                                  String.valueOf(f.firstSeen()).replace("null", "∅")))));
    }
    lines.sort(null);
    return lines;
  }

  private static List<Span> spans(int back) {
    LocalDate monday = MONDAY.minusWeeks(back);
    Span week = new Span(monday, monday.plusWeeks(1), BERLIN, "week");
    return Weeks.endingWith(week, ProjectFindings.spansNeeded());
  }

  private static Map<String, @Nullable Object> project(@Nullable String project) {
    Map<String, @Nullable Object> parameters = new HashMap<>();
    parameters.put("project", project);
    return parameters;
  }

  private InMemoryTables filled(String project, String order) {
    List<Analysis> all =
        List.of(
            new ObjectiveAnalysis(DeclaredObjectives.NONE),
            new NoiseAnalysis(),
            new ConvergenceAnalysis(),
            new SensitivityAnalysis(),
            new SearchAnalysis(),
            new HygieneAnalysis(),
            new StopReplayAnalysis(),
            new TrendAnalysis(BERLIN),
            new LiveAnalysis(),
            finding);
    InMemoryTables tables = new InMemoryTables(all.toArray(Analysis[]::new));
    fill(tables, project, order);
    return tables;
  }

  /** Twenty runs a week from 19 January; of the last three weeks two with failures of batch 512. */
  private static void fill(InMemoryTables tables, String project, String order) {
    tables.execute(
        "CREATE TABLE planned AS SELECT i, i // 20 AS week, TIMESTAMPTZ '2026-01-19 09:00:00Z' +"
            + " INTERVAL (i // 20 * 168 + i % 20 * 5) HOUR AS start, (i // 20 IN (6, 7) AND i % 5 < 2)"
            + " AS bad, CASE WHEN i = 30 THEN 0.9 WHEN i = 175 THEN 0.95 WHEN i % 3 = 0 THEN 0.7"
            + " ELSE 0.5 + (i % 7) / 100.0 END AS value FROM generate_series(0, 179) AS t(i)");
    tables.execute(
        "INSERT INTO runs (run_key, source, run_id, name, tracker, project, status, deleted, started_at,"
            + " duration_s, fingerprint) SELECT 'k' || i, 's', 'k' || i, 'run-' || i, 'mlflow', '"
            + project.replace("'", "''")
            + "', CASE WHEN bad THEN 'failed' ELSE 'finished' END, false, start, 60, 'f' FROM planned"
            + " ORDER BY "
            + order);
    tables.execute(
        "INSERT INTO params SELECT 'k' || i, 'batch', CASE WHEN bad THEN '512' ELSE '32' END, CASE WHEN"
            + " bad THEN 512 ELSE 32 END, 'int', 'logged' FROM planned ORDER BY "
            + order);
    tables.execute(
        "INSERT INTO metric_summaries (run_key, key, points, last, min, max, system) SELECT 'k' || i,"
            + " 'val_acc', 1, value, value, value, false FROM planned WHERE NOT bad ORDER BY "
            + order);
    tables.execute(
        "INSERT INTO sync_log (sync_id, source, started_at, ended_at) VALUES ('1', 's', TIMESTAMPTZ"
            + " '2026-03-23 05:00:00Z', TIMESTAMPTZ '2026-03-23 05:00:00Z')");
  }
}
