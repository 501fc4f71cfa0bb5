package dev.almanac.analyses.noise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.analyses.AnalysisProgress;
import dev.almanac.analyses.AnalysisReport;
import dev.almanac.analyses.AnalysisRunner;
import dev.almanac.analyses.InMemoryTables;
import dev.almanac.analyses.objective.DeclaredObjectives;
import dev.almanac.analyses.objective.ObjectiveAnalysis;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class NoiseAnalysisTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);

  private final NoiseAnalysis analysis = new NoiseAnalysis();
  private final ObjectiveAnalysis objective = new ObjectiveAnalysis(DeclaredObjectives.NONE);
  private final InMemoryTables tables = new InMemoryTables(objective, analysis);

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void poolsRunsThatDifferInTheirSeedOnly() {
    addRun("a", "p", "finished", ".1", 1, 10, 8);
    addRun("b", "p", "finished", ".1", 2, 12, 9);
    addRun("c", "p", "finished", ".2", 1, 50, 40);
    addRun("d", "p", "killed", ".2", 2, 99, 99);

    assertThat(run()).isEqualTo(new AnalysisReport("noise", 1, 0, 0, 0));
    assertThat(
            tables.lines(
                "SELECT value_kind, subset, round(sd * sd, 9), degrees, n_configurations, n_runs,"
                    + " round(least_difference, 1) FROM metric_noise ORDER BY ALL"))
        .containsExactly(
            "best|all|0.5|1|1|2|12.7",
            "best|better_half|0.5|1|1|2|12.7",
            "last|all|2.0|1|1|2|25.4",
            "last|better_half|2.0|1|1|2|25.4");
    assertThat(
            tables.lines(
                "SELECT status, grade, n_runs_in, n_runs_used FROM analysis WHERE kind = 'noise'"))
        .containsExactly("ok|weak|4|2");
    assertThat(tables.lines("SELECT reason, n FROM analysis_exclusion"))
        .containsExactly("run_not_finished|1");
  }

  @Test
  void projectWithoutRepetitionsSaysSo() {
    addRun("a", "p", "finished", ".1", 1, 10, 8);
    addRun("b", "p", "finished", ".2", 1, 12, 9);

    run();

    assertThat(tables.lines("SELECT count(*) FROM metric_noise")).containsExactly("0");
    assertThat(tables.lines("SELECT status, status_reason FROM analysis WHERE kind = 'noise'"))
        .containsExactly(
            "insufficient|No two finished runs have equal params but for the seed: the noise is not"
                + " known.");
  }

  private AnalysisReport run() {
    AnalysisRunner runner =
        new AnalysisRunner(tables.engine(), tables, 42, CLOCK, AnalysisProgress.NONE);
    runner.run(objective, scope -> true);
    return runner.run(analysis, scope -> true);
  }

  private void addRun(
      String key, String project, String status, String rate, int seed, double last, double min) {
    tables.execute(
        "INSERT INTO runs (run_key, project, status, deleted, fingerprint) VALUES ('"
            + key
            + "', '"
            + project
            + "', '"
            + status
            + "', false, '1')");
    tables.execute(
        "INSERT INTO params (run_key, key, value) VALUES ('"
            + key
            + "', 'lr', '"
            + rate
            + "'), ('"
            + key
            + "', 'seed', '"
            + seed
            + "')");
    tables.execute(
        "INSERT INTO metric_summaries (run_key, key, points, \"last\", \"min\", \"max\", system)"
            + " VALUES ('"
            + key
            + "', 'loss', 3, "
            + last
            + ", "
            + min
            + ", 100, false)");
  }
}
