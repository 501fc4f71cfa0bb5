package dev.almanac.analyses.importance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.analyses.AnalysisProgress;
import dev.almanac.analyses.AnalysisRunner;
import dev.almanac.analyses.InMemoryTables;
import dev.almanac.analyses.objective.DeclaredObjectives;
import dev.almanac.analyses.objective.ObjectiveAnalysis;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ImportanceAnalysisTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);

  private final ObjectiveAnalysis objective = new ObjectiveAnalysis(DeclaredObjectives.NONE);
  private final ImportanceAnalysis importance = new ImportanceAnalysis();
  private final InMemoryTables tables = new InMemoryTables(objective, importance);

  @AfterEach
  void close() {
    tables.close();
  }

  /** The numbers are Optuna 5's for the same trials (PedAnovaTest). */
  @Test
  void trialsInTheWarehouseGiveOptunasNumbers() {
    addTrials(100, "loss");
    declare();

    run();

    assertThat(
            tables.lines(
                "SELECT t.param_key, i.rank, abs(i.importance / t.truth - 1) < 1e-11, i.n, i.note"
                    + " FROM hp_importance i JOIN (VALUES ('a', .006897525787090781),"
                    + " ('b', .005691906115869841), ('c', .00019690841765229784),"
                    + " ('d', .0020672326039815445)) AS t(param_key, truth) USING (param_key)"
                    + " WHERE method = 'ped_anova' AND subset = 'top_q10' ORDER BY rank"))
        .containsExactly("a|1|true|100|∅", "b|2|true|100|∅", "d|3|true|100|∅", "c|4|true|100|∅");
    assertThat(
            tables.lines(
                "SELECT method, subset, count(*), round(sum(share_normalised), 9) FROM hp_importance"
                    + " GROUP BY ALL ORDER BY ALL"))
        .containsExactly(
            "lpi|all|4|1.0",
            "mdi|all|4|1.0",
            "pearson|all|4|∅",
            "ped_anova|top_q10|4|1.0",
            "ped_anova|top_q10_of_top_q50|4|1.0",
            "ped_anova_global|top_q10|4|1.0",
            "permutation|all|4|1.0",
            "spearman|all|4|∅");
    assertThat(
            tables.lines(
                "SELECT status, grade, n_runs_used FROM analysis WHERE kind = 'importance'"))
        .containsExactly("ok|fair|100");
  }

  /** SciPy 1.17: spearmanr and pearsonr of a and of b; eta of d. */
  @Test
  void correlationsHaveTheirSignAndSayWhenThereIsNone() {
    addTrials(100, "loss");

    run();

    assertThat(
            tables.lines(
                "SELECT param_key, method, round(effect_size, 6), effect_sign, note FROM hp_importance"
                    + " WHERE method IN ('spearman', 'pearson') AND param_key IN ('a', 'd')"
                    + " ORDER BY 1, 2"))
        .containsExactly(
            "a|pearson|0.618248|1|∅",
            "a|spearman|0.603984|1|∅",
            "d|pearson|0.640236|0|correlation ratio: the choices have no order, and so the figure"
                + " has no sign",
            "d|spearman|0.650484|0|correlation ratio: the choices have no order, and so the figure"
                + " has no sign");
  }

  /** scikit-learn 1.2.1's forest of 64 trees on the same trials, choices one-hot; ten seeds. */
  @Test
  void impurityGoesWhereItGoesInScikitLearn() {
    addTrials(100, "loss");

    run();

    assertThat(
            tables.lines(
                "SELECT t.param_key, rank, abs(importance - truth) < 0.05, note LIKE 'in-sample%'"
                    + " FROM hp_importance JOIN (VALUES ('a', .5525), ('b', .0557), ('c', .0777),"
                    + " ('d', .3141)) AS t(param_key, truth) USING (param_key)"
                    + " WHERE method = 'mdi' ORDER BY rank"))
        .containsExactly("a|1|true|true", "d|2|true|true", "c|3|true|true", "b|4|true|true");
  }

  /**
   * In the first run a param is off that the best one has: it comes with the choice that has it.
   */
  @Test
  void theWayToTheBestRunIsWalkedWithWhatBelongsTogether() {
    addTrials(100, "loss");
    tables.execute(
        "INSERT INTO params (run_key, key, value) SELECT run_key, 'e',"
            + " '0.' || row_number() OVER (ORDER BY run_key) FROM params"
            + " WHERE key = 'd' AND value = 'p'");
    tables.execute("UPDATE runs SET started_at = TIMESTAMPTZ '2026-10-01' WHERE run_key = 'run-2'");

    run();

    assertThat(
            tables.lines(
                "SELECT path, count(*), min(from_run_key), min(to_run_key), sum(gain) > 0,"
                    + " abs(sum(gain) - (max(y_after) FILTER (WHERE step = 0)"
                    + " - arg_max(y_after, step))) < 1e-12"
                    + " FROM hp_ablation GROUP BY path ORDER BY path"))
        .containsExactly(
            "first_run|5|run-2|run-87|true|true", "previous_best|4|run-66|run-87|true|true");
    assertThat(
            tables.lines(
                "SELECT from_value, split_part(to_value, ' + ', 1) FROM hp_ablation"
                    + " WHERE path = 'first_run' AND param_key = 'd + e'"))
        .containsExactly("r + (inactive)|p");
  }

  @Test
  void withoutDeclarationTheSpaceIsInferredAndSaidSo() {
    addTrials(100, "loss");

    run();

    assertThat(tables.lines("SELECT DISTINCT note FROM hp_importance WHERE method = 'ped_anova'"))
        .containsExactly("search space inferred from the values");
  }

  @Test
  void withoutDirectionNoRunIsGood() {
    addTrials(100, "thing");

    run();

    assertThat(tables.lines("SELECT DISTINCT method FROM hp_importance ORDER BY 1"))
        .containsExactly("mdi", "pearson", "permutation", "spearman");
    assertThat(tables.lines("SELECT status, status_reason FROM analysis WHERE kind = 'importance'"))
        .containsExactly(
            "degraded|which runs are good is not known without a direction: no PED-ANOVA");
  }

  @Test
  void runsWithoutParamSayHowManyHaveIt() {
    addTrials(100, "loss");
    tables.execute(
        "INSERT INTO params SELECT run_key, 'e', '0.' || row_number() OVER (ORDER BY run_key), NULL,"
            + " 'float', 'logged' FROM params WHERE key = 'd' AND value = 'p'");

    run();

    assertThat(
            tables.lines(
                "SELECT DISTINCT note FROM hp_importance WHERE method = 'ped_anova' AND"
                    + " param_key = 'e'"))
        .containsExactly("search space inferred from the values; 34 of 100 runs have it");
  }

  @Test
  void oddRunsAreCountedAndNoRunsAreNoError() {
    addTrials(20, "loss");
    tables.execute("UPDATE runs SET status = 'failed' WHERE run_key = 'run-1'");
    tables.execute("UPDATE metric_summaries SET last = 'NaN'::DOUBLE WHERE run_key = 'run-2'");
    run();
    assertThat(tables.lines("SELECT reason, param_key, n FROM analysis_exclusion ORDER BY 1, 2"))
        .containsExactly("metric_nonfinite|∅|1", "status_failed|∅|1");
    assertThat(
            tables.lines(
                "SELECT status, status_reason, n_runs_used FROM analysis WHERE kind = 'importance'"))
        .containsExactly("degraded|fewer than 5 runs count as good|18");

    tables.execute("UPDATE runs SET status = 'failed', fingerprint = 'f'");
    run();
    assertThat(tables.lines("SELECT status, status_reason FROM analysis WHERE kind = 'importance'"))
        .containsExactly("insufficient|0 runs; 10 are the least that say something");
    assertThat(tables.lines("SELECT count(*) FROM hp_importance")).containsExactly("0");
  }

  @Test
  void constantMetricGivesNothing() {
    addTrials(30, "loss");
    tables.execute("UPDATE metric_summaries SET last = 1, min = 1, max = 1");

    run();

    assertThat(tables.lines("SELECT count(*) FROM hp_importance")).containsExactly("0");
    assertThat(tables.lines("SELECT status_reason FROM analysis WHERE kind = 'importance'"))
        .containsExactly(
            "top_q10: no run is better than another; top_q10_of_top_q50: no run is better than"
                + " another");
  }

  private void run() {
    AnalysisRunner runner =
        new AnalysisRunner(tables.engine(), tables, 1, CLOCK, AnalysisProgress.NONE);
    runner.run(objective, scope -> true);
    runner.run(importance, scope -> true);
  }

  /** The trials of PedAnovaTest, in SQL. */
  private void addTrials(int trials, String metric) {
    tables.execute(
        "CREATE TABLE t AS SELECT i, 'run-' || i AS run_key,"
            + " (i + 1) * 0.6180339887498949::DOUBLE % 1 AS a,"
            + " -5 + 4 * ((i + 1) * 0.7548776662466927::DOUBLE % 1) AS lb,"
            + " 1 + floor(8 * ((i + 1) * 0.5698402909980532::DOUBLE % 1)) AS c,"
            + " ['p', 'q', 'r'][i % 3 + 1] AS d, [0, .1, .3][i % 3 + 1] AS off"
            + " FROM range("
            + trials
            + ") AS r(i)");
    tables.execute(
        "INSERT INTO runs (run_key, project, status, started_at, fingerprint)"
            + " SELECT run_key, 'p', 'finished', TIMESTAMPTZ '2026-11-01 00:00:00Z'"
            + " + to_seconds(i), 'x' FROM t");
    tables.execute(
        "INSERT INTO params (run_key, key, value)"
            + " SELECT run_key, 'a', CAST(a AS VARCHAR) FROM t UNION ALL"
            + " SELECT run_key, 'b', CAST(pow(10, lb) AS VARCHAR) FROM t UNION ALL"
            + " SELECT run_key, 'c', CAST(CAST(c AS INT) AS VARCHAR) FROM t UNION ALL"
            + " SELECT run_key, 'd', d FROM t");
    tables.execute(
        "INSERT INTO metric_summaries (run_key, key, points, last, min, max, system)"
            + " SELECT run_key, '"
            + metric
            + "', 1, y, y, y, false FROM (SELECT run_key,"
            + " (a - .3) * (a - .3) + .05 * (lb + 3) * (lb + 3) + .01 * c + off AS y FROM t)");
  }

  private void declare() {
    tables.execute(
        "INSERT INTO search_space (run_key, key, type, scale, low, high, step, choices, declared)"
            + " SELECT run_key, 'a', 'float', 'linear', 0.0, 1.0, NULL, NULL, '' FROM t UNION ALL"
            + " SELECT run_key, 'b', 'float', 'log', 1e-5, 1e-1, NULL, NULL, '' FROM t UNION ALL"
            + " SELECT run_key, 'c', 'int', 'linear', 1, 8, 1, NULL, '' FROM t UNION ALL"
            + " SELECT run_key, 'd', 'categorical', 'none', NULL, NULL, NULL,"
            + " '[\"p\",\"q\",\"r\"]', '' FROM t");
  }
}
