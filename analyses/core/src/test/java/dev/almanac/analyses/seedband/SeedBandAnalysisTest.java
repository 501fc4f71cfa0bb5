package dev.almanac.analyses.seedband;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.analyses.AnalysisProgress;
import dev.almanac.analyses.AnalysisReport;
import dev.almanac.analyses.AnalysisRunner;
import dev.almanac.analyses.InMemoryTables;
import dev.almanac.analyses.noise.NoiseAnalysis;
import dev.almanac.analyses.objective.DeclaredObjectives;
import dev.almanac.analyses.objective.ObjectiveAnalysis;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SeedBandAnalysisTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);

  private final SeedBandAnalysis analysis = new SeedBandAnalysis();
  private final NoiseAnalysis noise = new NoiseAnalysis();
  private final ObjectiveAnalysis objective = new ObjectiveAnalysis(DeclaredObjectives.NONE);
  private final InMemoryTables tables = new InMemoryTables(objective, noise, analysis);

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void laysTheSeedsOfAConfigurationOverOneAnother() {
    addRun("a", "finished", ".1", "1", 10, 0);
    addRun("b", "finished", ".1", "2", 10, 1);
    addRun("c", "finished", ".1", "3", 5, 2);
    addRun("other", "finished", ".2", "1", 10, 7);
    addRun("broken", "failed", ".1", "4", 3, 50);

    assertThat(run()).isEqualTo(new AnalysisReport("seed_band", 1, 0, 0, 0));
    // Three runs until step 4, two to step 9; t with 2 degrees is 4.303, with 1 it is 12.706.
    assertThat(
            tables.lines(
                "SELECT x, round(x_share, 3), n, mean, round(mean_low, 2), round(mean_high, 2),"
                    + " median, iqm, sd, x_axis FROM seed_band WHERE x IN (0, 4, 5, 9) ORDER BY x"))
        .containsExactly(
            "0.0|0.0|3|101.0|98.52|103.48|101.0|101.0|1.0|step",
            "4.0|0.444|3|97.0|94.52|99.48|97.0|97.0|1.0|step",
            "5.0|0.556|2|95.5|89.15|101.85|95.5|95.5|0.7071067811865476|step",
            "9.0|1.0|2|91.5|85.15|97.85|91.5|91.5|0.7071067811865476|step");
    assertThat(
            tables.lines(
                "SELECT c.settings, c.n, b.n FROM repeated_configuration c JOIN (SELECT"
                    + " configuration, max(n) AS n FROM seed_band GROUP BY configuration) b ON"
                    + " b.configuration = c.configuration"))
        .containsExactly("∅|3|3");
    assertThat(lines("SELECT status, n_runs_in, n_runs_used FROM analysis"))
        .containsExactly("ok|5|3");
  }

  @Test
  void configurationsAreNamedByWhatTheyDifferIn() {
    for (String rate : new String[] {".1", ".2"}) {
      for (String seed : new String[] {"1", "2"}) {
        addRun("r" + rate + seed, "finished", rate, seed, 4, Integer.parseInt(seed));
      }
    }

    run();

    assertThat(tables.lines("SELECT settings, n, mean FROM repeated_configuration ORDER BY ALL"))
        .containsExactly("lr=.1|2|98.5", "lr=.2|2|98.5");
    assertThat(tables.lines("SELECT configuration, count(*) FROM seed_band GROUP BY ALL"))
        .hasSize(2)
        .allMatch(line -> line.endsWith("|4"));
  }

  @Test
  void theSameComputationTwiceIsOneSeed() {
    addRun("a", "finished", ".1", "1", 4, 0);
    addRun("again", "finished", ".1", "1", 4, 0);
    addRun("b", "finished", ".1", "2", 4, 1);

    run();

    assertThat(tables.lines("SELECT n, n_duplicates FROM repeated_configuration"))
        .containsExactly("2|1");
    assertThat(tables.lines("SELECT DISTINCT n FROM seed_band")).containsExactly("2");
  }

  @Test
  void saysWhyThereIsNoBand() {
    addRun("a", "finished", ".1", "1", 4, 0);
    addRun("b", "finished", ".2", "2", 4, 1);

    run();

    assertThat(lines("SELECT status, status_reason FROM analysis"))
        .containsExactly(
            "insufficient|No two finished runs have equal params but for the seed: there is nothing"
                + " to lay over one another.");
  }

  @Test
  void valuesAtTheEndAloneMakeNoBand() {
    addRun("a", "finished", ".1", "1", 1, 0);
    addRun("b", "finished", ".1", "2", 1, 1);

    run();

    assertThat(lines("SELECT status, status_reason FROM analysis"))
        .containsExactly(
            "insufficient|The repeated runs have fewer than two places with this metric in common.");
    assertThat(lines("SELECT reason, n FROM analysis_exclusion"))
        .containsExactly("configuration_without_curves|1");
  }

  @Test
  void nothingIsComputedAgainUnlessARepeatedRunChanged() {
    addRun("a", "finished", ".1", "1", 4, 0);
    addRun("b", "finished", ".1", "2", 4, 1);
    run();

    assertThat(run().upToDate()).isEqualTo(1);
    addRun("c", "finished", ".1", "3", 4, 1);
    assertThat(run().computed()).isEqualTo(1);
  }

  private List<String> lines(String sql) {
    return tables.lines(
        sql
            + (sql.contains("analysis_exclusion")
                ? " WHERE analysis_id IN (SELECT analysis_id FROM analysis WHERE kind = 'seed_band')"
                : " WHERE kind = 'seed_band'"));
  }

  private AnalysisReport run() {
    AnalysisRunner runner =
        new AnalysisRunner(tables.engine(), tables, 42, CLOCK, AnalysisProgress.NONE);
    runner.run(objective, scope -> true);
    runner.run(noise, scope -> true);
    return runner.run(analysis, scope -> true);
  }

  private void addRun(
      String key, String status, String rate, String seed, int points, double shift) {
    tables.execute(
        "INSERT INTO runs (run_key, project, status, deleted, fingerprint) VALUES ('%s', 'p', '%s',"
                .formatted(key, status)
            + " false, '1')");
    tables.execute(
        "INSERT INTO params (run_key, key, value) VALUES ('%1$s', 'lr', '%2$s'), ('%1$s', 'seed',"
                .formatted(key, rate)
            + " '%s')".formatted(seed));
    for (int step = 0; step < points; step++) {
      tables.execute(
          String.format(
              Locale.ROOT,
              "INSERT INTO metrics (run_key, key, step, value, seq) VALUES ('%s', 'loss', %d, %f,"
                  + " %d)",
              key,
              step,
              100 - step + shift,
              step));
    }
    tables.execute(
        "INSERT INTO metric_summaries (run_key, key, points, \"last\", \"min\", \"max\","
            + " min_step, max_step, first_step, last_step, system) SELECT run_key, key, count(*),"
            + " last(value ORDER BY seq), min(value), max(value), min(step), max(step), min(step),"
            + " max(step), false FROM metrics WHERE run_key = '"
            + key
            + "' GROUP BY run_key, key");
  }
}
