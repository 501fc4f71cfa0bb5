package dev.almanac.analyses.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.analyses.AnalysisProgress;
import dev.almanac.analyses.AnalysisReport;
import dev.almanac.analyses.AnalysisRunner;
import dev.almanac.analyses.InMemoryTables;
import dev.almanac.analyses.objective.DeclaredObjectives;
import dev.almanac.analyses.objective.ObjectiveAnalysis;
import dev.almanac.warehouse.schema.RunTables;
import dev.almanac.warehouse.schema.TableSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SensitivityAnalysisTest {

  private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(MONDAY, ZoneOffset.UTC);

  private final ObjectiveAnalysis objective = new ObjectiveAnalysis(DeclaredObjectives.NONE);
  private final SensitivityAnalysis sensitivity = new SensitivityAnalysis();
  private final InMemoryTables tables = new InMemoryTables(objective, sensitivity);

  @AfterEach
  void close() {
    tables.close();
  }

  /** The ranges are those seen, somewhat narrower than the true ones, hence the tolerance. */
  @Test
  void goldenRunsInTheWarehouseGiveTheTrueShares() {
    addGoldenRuns(100);

    run();

    assertThat(
            tables.lines(
                "SELECT param_key, abs(importance - truth) < 0.02, rank, n FROM hp_importance"
                    + " JOIN (VALUES ('a', .490), ('b', .092), ('c', .0136), ('d', .404))"
                    + " AS t(key, truth) ON t.key = param_key"
                    + " WHERE method = 'anova_first' AND subset = 'all' ORDER BY rank"))
        .containsExactly("a|true|1|100", "d|true|2|100", "b|true|3|100", "c|true|4|100");
    assertThat(
            tables.lines(
                "SELECT param_key, value_type, scale, best_value_text FROM hp_param ORDER BY 1"))
        .containsExactly(
            "a|float|linear|0.301", "b|float|log|0.000989", "c|int|linear|1", "d|categorical|∅|p");
    assertThat(
            tables.lines(
                "SELECT surrogate, r2_cv > 0.99, design, chosen FROM hp_surrogate"
                    + " ORDER BY surrogate"))
        .containsExactly("anova|true|even|true", "boosted_trees|false|even|false");
    assertThat(
            tables.lines(
                "SELECT method, direction, status, grade, n_runs_used FROM analysis"
                    + " WHERE kind = 'sensitivity'"))
        .containsExactly("functional ANOVA of the better of two models|min|degraded|weak|100");
    assertThat(tables.lines("SELECT category, n_runs FROM hp_marginal WHERE param_key = 'd'"))
        .containsExactlyInAnyOrder("p|34", "q|33", "r|33");
  }

  @Test
  void aDeclaredSearchSpaceIsUsed() {
    addGoldenRuns(60);
    tables.execute(
        "INSERT INTO search_space (run_key, key, type, scale, low, high, choices, declared)"
            + " SELECT run_key, 'a', 'float', 'linear', -1.0, 2.0, NULL, '' FROM runs"
            + " UNION ALL SELECT run_key, 'd', 'categorical', 'none', NULL, NULL,"
            + " '[\"p\",\"q\",\"r\",\"s\"]', '' FROM runs"
            + " UNION ALL SELECT run_key, 'b', 'float', 'log', 1e-6, 1.0, NULL, '' FROM runs"
            + " WHERE run_key <> 'run-3'");

    run();

    assertThat(tables.lines("SELECT param_key, space_origin FROM hp_param ORDER BY param_key"))
        .containsExactly("a|declared", "b|inferred", "c|inferred", "d|declared");
  }

  @Test
  void nothingIsComputedAgainUntilARunChanges() {
    addGoldenRuns(40);
    run();

    assertThat(run().computed()).isZero();
    tables.execute("UPDATE runs SET fingerprint = 'changed' WHERE run_key = 'run-7'");
    assertThat(run().computed()).isEqualTo(1);
    assertThat(tables.lines("SELECT count(*) FROM hp_surrogate WHERE chosen")).containsExactly("1");
  }

  @Test
  void runsAndParamsThatTakeNoPartAreCounted() {
    addGoldenRuns(60);
    tables.execute("UPDATE runs SET status = 'failed' WHERE run_key IN ('run-1', 'run-2')");
    tables.execute("UPDATE runs SET deleted = true WHERE run_key = 'run-3'");
    tables.execute("DELETE FROM metric_summaries WHERE run_key = 'run-4'");

    run();

    assertThat(
            tables.lines(
                "SELECT reason, param_key, n FROM analysis_exclusion"
                    + " WHERE reason NOT LIKE 'pair%' ORDER BY 1, 2"))
        .containsExactly(
            "metric_missing|∅|1",
            "param_constant|epochs|56",
            "run_deleted|∅|1",
            "seed|seed|56",
            "status_failed|∅|2");
    assertThat(tables.lines("SELECT n_runs_used FROM analysis WHERE kind = 'sensitivity'"))
        .containsExactly("56");
  }

  @Test
  void tooFewRunsAreAResultWithItsReason() {
    addGoldenRuns(12);

    run();

    assertThat(
            tables.lines(
                "SELECT status, status_reason, grade FROM analysis WHERE kind = 'sensitivity'"))
        .containsExactly("insufficient|12 runs; 30 are the least that can be ranked|none");
    assertThat(tables.lines("SELECT DISTINCT status FROM hp_param")).containsExactly("not_fitted");
    assertThat(tables.lines("SELECT count(*) FROM hp_importance")).containsExactly("0");
  }

  @Test
  void divergedRunsStayInAsTheWorst() {
    addGoldenRuns(60);
    tables.execute("UPDATE metric_summaries SET last = 'NaN' WHERE run_key = 'run-5'");

    run();

    assertThat(tables.lines("SELECT transform, transform_reason FROM hp_surrogate WHERE chosen"))
        .containsExactly("rank_normal|1 of 60 values are not finite");
  }

  @Test
  void repeatsThatDifferOnlyInTheirSeedGiveTheNoiseCeiling() {
    addGoldenRuns(60);
    tables.execute(
        "UPDATE params SET value = q.value FROM params q"
            + " WHERE params.run_key IN ('run-1', 'run-2', 'run-3') AND q.run_key = 'run-0'"
            + " AND q.key = params.key AND params.key <> 'seed'");

    run();

    assertThat(
            tables.lines(
                "SELECT n_configurations, r2_ceiling IS NOT NULL FROM hp_surrogate WHERE chosen"))
        .containsExactly("57|true");
  }

  @Test
  void aRunIsJudgedByTheBestItReachedUnlessItDiverged() {
    assertThat(LoggedRun.judged(Goal.MINIMIZE, .5, .2, .9)).isEqualTo(.2);
    assertThat(LoggedRun.judged(Goal.MAXIMIZE, .5, .2, .9)).isEqualTo(.9);
    assertThat(LoggedRun.judged(Goal.UNKNOWN, .5, .2, .9)).isEqualTo(.5);
    assertThat(LoggedRun.judged(Goal.MINIMIZE, Double.NaN, .2, .9)).isNaN();
    assertThat(LoggedRun.judged(Goal.MINIMIZE, Double.POSITIVE_INFINITY, .2, .9)).isInfinite();
  }

  private AnalysisReport run() {
    AnalysisRunner runner =
        new AnalysisRunner(tables.engine(), tables, 1, CLOCK, AnalysisProgress.NONE);
    runner.run(objective, scope -> true);
    return runner.run(sensitivity, scope -> true);
  }

  private void addGoldenRuns(int count) {
    RunTable golden = GoldenRuns.mixedSpace(count);
    List<@Nullable Object[]> runs = new ArrayList<>();
    List<@Nullable Object[]> params = new ArrayList<>();
    List<@Nullable Object[]> summaries = new ArrayList<>();
    for (int run = 0; run < count; run++) {
      String key = "run-" + run;
      runs.add(
          row(
              RunTables.RUNS,
              Map.of(
                  "run_key",
                  key,
                  "project",
                  "golden",
                  "status",
                  "finished",
                  "deleted",
                  false,
                  "started_at",
                  MONDAY.plusSeconds(60L * run),
                  "fingerprint",
                  "1")));
      for (ParamColumn param : golden.params()) {
        boolean number = param.type().isNumeric();
        double value = param.value(run);
        addParam(params, key, param.key(), number ? "" + value : param.category((int) value));
      }
      addParam(params, key, "epochs", "10");
      addParam(params, key, "seed", "" + run);
      double y = golden.metric(run);
      summaries.add(
          row(
              RunTables.METRIC_SUMMARIES,
              Map.of(
                  "run_key",
                  key,
                  "key",
                  "val_loss",
                  "points",
                  3L,
                  "last",
                  y + .1,
                  "min",
                  y,
                  "max",
                  y + 1,
                  "system",
                  false)));
    }
    tables.insert(RunTables.RUNS, runs);
    tables.insert(RunTables.PARAMS, params);
    tables.insert(RunTables.METRIC_SUMMARIES, summaries);
  }

  private static void addParam(
      List<@Nullable Object[]> params, String run, String key, String value) {
    params.add(row(RunTables.PARAMS, Map.of("run_key", run, "key", key, "value", value)));
  }

  private static @Nullable Object[] row(TableSpec table, Map<String, Object> values) {
    @Nullable Object[] row = new Object[table.columns().size()];
    values.forEach((column, value) -> row[table.indexOf(column)] = value);
    return row;
  }
}
