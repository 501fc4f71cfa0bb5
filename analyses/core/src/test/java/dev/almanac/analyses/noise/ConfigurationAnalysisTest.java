package dev.almanac.analyses.noise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.analyses.AnalysisProgress;
import dev.almanac.analyses.AnalysisReport;
import dev.almanac.analyses.AnalysisRunner;
import dev.almanac.analyses.InMemoryTables;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConfigurationAnalysisTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);

  private final ConfigurationAnalysis analysis = new ConfigurationAnalysis();
  private final InMemoryTables tables = new InMemoryTables(analysis);

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void runsThatDifferInSeedsAndNamesOnlyHaveOneConfiguration() {
    addRun("a", "p", "('a', 'lr', '.1'), ('a', 'randomState', '1'), ('a', 'output_dir', 'x')");
    addRun("b", "p", "('b', 'lr', '.1'), ('b', 'randomState', '2'), ('b', 'output_dir', 'y')");
    addRun("c", "p", "('c', 'lr', '.2')");
    addRun("d", "q", "('d', 'lr', '.1')");

    assertThat(run()).isEqualTo(new AnalysisReport("configuration", 2, 0, 0, 0));
    assertThat(
            tables.lines(
                "SELECT a.configuration = b.configuration, a.seeds = b.seeds, a.configuration ="
                    + " c.configuration, c.seeds, a.n_params, a.configuration = d.configuration"
                    + " FROM run_configuration a, run_configuration b, run_configuration c,"
                    + " run_configuration d WHERE a.run_key = 'a' AND b.run_key = 'b' AND c.run_key ="
                    + " 'c' AND d.run_key = 'd'"))
        .containsExactly("true|false|false|∅|1|true");
    assertThat(
            tables.lines(
                "SELECT param_key, role, n_runs FROM param_role WHERE project = 'p' ORDER BY ALL"))
        .containsExactly("lr|setting|3", "output_dir|identity|2", "randomState|seed|2");
  }

  @Test
  void valuesThatContainSeparatorsDoNotMakeOtherParamsEqual() {
    addRun("a", "p", "('a', 'x', '1,y=2')");
    addRun("b", "p", "('b', 'x', '1'), ('b', 'y', '2')");
    addRun("c", "p", "('c', 'x', NULL)");
    addRun("d", "p", "('d', 'x', '')");

    run();

    assertThat(
            tables.lines(
                "SELECT string_agg(run_key, ' ' ORDER BY run_key) FROM run_configuration GROUP BY"
                    + " configuration ORDER BY ALL"))
        .containsExactly("a", "b", "c d");
  }

  @Test
  void runsWithoutSettingsAreCountedAndHaveNoRow() {
    addRun("a", "p", "('a', 'seed', '1')");
    tables.execute(
        "INSERT INTO runs (run_key, project, fingerprint) VALUES ('b', 'p', '1'), ('gone', 'p', '1')");
    tables.execute("UPDATE runs SET deleted = true WHERE run_key = 'gone'");

    run();

    assertThat(tables.lines("SELECT count(*) FROM run_configuration")).containsExactly("0");
    assertThat(tables.lines("SELECT status, n_runs_in FROM analysis"))
        .containsExactly("insufficient|2");
    assertThat(tables.lines("SELECT reason, n FROM analysis_exclusion"))
        .containsExactly("run_without_params|2");
  }

  private AnalysisReport run() {
    return new AnalysisRunner(tables.engine(), tables, 42, CLOCK, AnalysisProgress.NONE)
        .run(analysis, scope -> true);
  }

  private void addRun(String key, String project, String params) {
    tables.execute(
        "INSERT INTO runs (run_key, project, fingerprint) VALUES ('"
            + key
            + "', '"
            + project
            + "', '1')");
    tables.execute("INSERT INTO params (run_key, key, value) VALUES " + params);
  }
}
