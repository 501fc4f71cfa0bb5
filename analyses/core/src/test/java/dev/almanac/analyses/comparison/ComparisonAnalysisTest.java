package dev.almanac.analyses.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.analyses.AnalysisProgress;
import dev.almanac.analyses.AnalysisRunner;
import dev.almanac.analyses.InMemoryTables;
import dev.almanac.analyses.objective.DeclaredObjectives;
import dev.almanac.analyses.objective.ObjectiveAnalysis;
import dev.almanac.analyses.pooling.AcrossProjects;
import dev.almanac.analyses.pooling.Estimator;
import dev.almanac.analyses.pooling.ParamAliases;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ComparisonAnalysisTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);

  private static final List<String> MODELS = List.of("forest", "knn", "boosting", "linear");

  private final ObjectiveAnalysis objective = new ObjectiveAnalysis(DeclaredObjectives.NONE);
  private final InMemoryTables tables =
      new InMemoryTables(objective, new ComparisonAnalysis(AcrossProjects.DEFAULT));

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void modelsOverProjectsAreRankedAndTested() {
    addModels("model");

    analyse(AcrossProjects.DEFAULT);

    assertThat(
            tables.lines(
                "SELECT group_key, group_param, n_projects, n_tasks, n_runs, mean_rank, resampled,"
                    + " iqm_low <= iqm, iqm <= iqm_high FROM compare_group ORDER BY mean_rank"))
        .containsExactly(
            "forest|model|8|8|8|1.375|tasks and runs|true|true",
            "boosting|model|8|8|8|1.875|tasks and runs|true|true",
            "knn|model|8|8|8|2.9375|tasks and runs|true|true",
            "linear|model|8|8|8|3.8125|tasks and runs|true|true");
    assertThat(
            tables.lines(
                "SELECT a, b, p, poi, significant, round(cd, 4), n_tasks FROM compare_pair"
                    + " WHERE a = 'forest' AND b = 'linear'"))
        .containsExactly("forest|linear|0.0078125|1.0|true|1.6583|8");
    assertThat(
            tables.lines(
                "SELECT test, n_tasks, n_groups, round(statistic, 6), round(p, 9)"
                    + " FROM compare_test ORDER BY test"))
        .containsExactly(
            "friedman|8|4|17.35443|5.9749E-4", "iman_davenport|8|4|17.480874|6.356E-6");
    assertThat(tables.lines("SELECT count(*), min(share), max(ci_high) <= 1 FROM perf_profile"))
        .containsExactly("164|0.0|true");
    assertThat(
            tables.lines(
                "SELECT scope_type, status, grade FROM analysis WHERE kind = 'comparison'"))
        .containsExactly("global|ok|fair");
  }

  @Test
  void equalInputGivesEqualRows() {
    addModels("model");
    analyse(AcrossProjects.DEFAULT);
    List<String> first = tables.lines("SELECT * FROM compare_pair ORDER BY ALL");
    tables.execute("DELETE FROM analysis WHERE kind = 'comparison'");
    tables.execute("DELETE FROM compare_pair");

    analyse(AcrossProjects.DEFAULT);

    assertThat(tables.lines("SELECT * FROM compare_pair ORDER BY ALL")).isEqualTo(first);
  }

  @Test
  void configurationMayBeDeclared() {
    addModels("my.choice");

    analyse(AcrossProjects.DEFAULT);
    assertThat(tables.lines("SELECT status FROM analysis WHERE kind = 'comparison'"))
        .containsExactly("insufficient");

    analyse(new AcrossProjects(ParamAliases.NONE, Estimator.PAULE_MANDEL, List.of("my.choice")));
    assertThat(tables.lines("SELECT DISTINCT group_param FROM compare_group"))
        .containsExactly("my.choice");
  }

  @Test
  void datasetsOfOneProjectAreTasks() {
    for (String model : List.of("forest", "knn")) {
      for (String dataset : List.of("iris", "wine", "adult")) {
        for (int seed = 0; seed < 3; seed++) {
          double value = (model.equals("knn") ? .6 : .8) + .01 * seed;
          String key = model + dataset + seed;
          addRun(key, "one", "model", model, value);
          addParam(key, "dataset", dataset);
        }
      }
    }

    analyse(AcrossProjects.DEFAULT);

    assertThat(
            tables.lines(
                "SELECT group_key, n_projects, n_tasks, n_runs, resampled FROM compare_group"))
        .containsExactly("forest|1|3|9|runs", "knn|1|3|9|runs");
    assertThat(tables.lines("SELECT poi, poi_low, poi_high, p, significant FROM compare_pair"))
        .containsExactly("1.0|1.0|1.0|0.25|false");
    assertThat(tables.lines("SELECT status, grade FROM analysis WHERE kind = 'comparison'"))
        .containsExactly("degraded|weak");
  }

  @Test
  void gapsAndDivergedRunsAreCounted() {
    addModels("model");
    addRun("lonely", "p0", "model", "odd", .5);
    addRun("nan", "p1", "model", "knn", Double.NaN);

    analyse(AcrossProjects.DEFAULT);

    assertThat(tables.lines("SELECT reason, n FROM analysis_exclusion ORDER BY ALL"))
        .contains("group_incomplete|1");
    assertThat(tables.lines("SELECT n_runs FROM compare_group WHERE group_key = 'knn'"))
        .containsExactly("9");
  }

  @Test
  void constantMetricLeavesNothingToCompare() {
    for (int project = 0; project < 3; project++) {
      addRun("a" + project, "p" + project, "model", "forest", .5);
      addRun("b" + project, "p" + project, "model", "knn", .5);
    }

    analyse(AcrossProjects.DEFAULT);

    assertThat(tables.lines("SELECT status, status_reason FROM analysis WHERE kind = 'comparison'"))
        .first()
        .asString()
        .startsWith("insufficient|In all tasks but one every run has the same result");
  }

  @Test
  void emptyWarehouseIsARowWithTheReason() {
    analyse(AcrossProjects.DEFAULT);

    assertThat(tables.lines("SELECT status FROM analysis WHERE kind = 'comparison'"))
        .containsExactly("insufficient");
  }

  private void analyse(AcrossProjects choices) {
    AnalysisRunner runner =
        new AnalysisRunner(tables.engine(), tables, 42, CLOCK, AnalysisProgress.NONE);
    runner.run(objective, scope -> true);
    assertThat(runner.run(new ComparisonAnalysis(choices), scope -> true).failed())
        .as(String.join("\n", tables.lines("SELECT status_reason FROM analysis")))
        .isZero();
  }

  private void addModels(String param) {
    for (int project = 0; project < FriedmanTest.SCORES.length; project++) {
      for (int model = 0; model < MODELS.size(); model++) {
        addRun(
            "r" + project + model,
            "p" + project,
            param,
            MODELS.get(model),
            FriedmanTest.SCORES[project][model]);
      }
    }
  }

  private void addRun(String key, String project, String param, String text, double value) {
    String number = Double.isNaN(value) ? "CAST('nan' AS DOUBLE)" : Double.toString(value);
    tables.execute(
        "INSERT INTO runs (run_key, project, status, deleted, fingerprint) VALUES ('"
            + key
            + "', '"
            + project
            + "', 'finished', false, '1')");
    addParam(key, param, text);
    tables.execute(
        "INSERT INTO metric_summaries (run_key, key, points, \"last\", \"min\", \"max\", system)"
            + " VALUES ('"
            + key
            + "', 'accuracy', 3, "
            + number
            + ", "
            + number
            + ", "
            + number
            + ", false)");
  }

  private void addParam(String key, String param, String text) {
    tables.execute(
        "INSERT INTO params (run_key, key, value) VALUES ('"
            + key
            + "', '"
            + param
            + "', '"
            + text
            + "')");
  }
}
