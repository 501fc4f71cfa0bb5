package dev.almanac.analyses.pooling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.almanac.analyses.Analysis;
import dev.almanac.analyses.AnalysisProgress;
import dev.almanac.analyses.AnalysisRunner;
import dev.almanac.analyses.InMemoryTables;
import dev.almanac.analyses.noise.NoiseAnalysis;
import dev.almanac.analyses.objective.DeclaredObjectives;
import dev.almanac.analyses.objective.ObjectiveAnalysis;
import dev.almanac.analyses.sensitivity.SensitivityAnalysis;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HpPooledAnalysisTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);

  private static final AcrossProjects ALIASED =
      new AcrossProjects(
          new ParamAliases(Map.of("learning_rate", List.of("lr"))),
          Estimator.PAULE_MANDEL,
          List.of());

  private final List<Analysis> before =
      List.of(
          new ObjectiveAnalysis(DeclaredObjectives.NONE),
          new NoiseAnalysis(),
          new SensitivityAnalysis());
  private final InMemoryTables tables =
      new InMemoryTables(
          before.get(0),
          before.get(1),
          before.get(2),
          new HpPooledAnalysis(AcrossProjects.DEFAULT));

  private final List<String> runs = new ArrayList<>();
  private final List<String> values = new ArrayList<>();
  private final List<String> summaries = new ArrayList<>();

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void effectOfEqualSizeIsPooledWithItsSign() {
    addProjects();

    analyse(ALIASED);

    assertThat(
            tables.lines(
                "SELECT k, status, headline, shown > 0.15, shown < 0.35, ci_low > 0, i2 < 0.75"
                    + " FROM hp_pooled WHERE effect = 'slope_per_doubling'"
                    + " AND param_key = 'learning_rate'"))
        .containsExactly("4|pooled|true|true|true|true|true");
    assertThat(
            tables.lines(
                "SELECT project, logged_key, metric_key, effect > 0, variance > 0, weight > 0"
                    + " FROM hp_pooled_study WHERE effect_name = 'slope_per_doubling' ORDER BY ALL"))
        .containsExactly(
            "a|lr|accuracy|true|true|true",
            "b|lr|accuracy|true|true|true",
            "c|learning_rate|accuracy|true|true|true",
            "d|learning_rate|loss|true|true|true");
    assertThat(
            number(
                "SELECT sum(weight) FROM hp_pooled_study WHERE effect_name = 'importance_logit'"
                    + " AND param_key = 'learning_rate'"))
        .isEqualTo(1, within(1e-12));
    assertThat(
            tables.lines(
                "SELECT scope_type, project, status FROM analysis WHERE kind = 'hp_pooled'"))
        .containsExactly("global|∅|ok");
  }

  @Test
  void namesThatDifferAreSuggestedAndNotPooledUnasked() {
    addProjects();

    analyse(AcrossProjects.DEFAULT);

    assertThat(
            tables.lines(
                "SELECT param_key, canonical_key, basis, n_projects, projects FROM param_alias"))
        .containsExactly("lr|learning_rate|suggested|2|a, b");
    assertThat(
            tables.lines(
                "SELECT param_key, k, mean, status FROM hp_pooled"
                    + " WHERE effect = 'slope_per_doubling' ORDER BY ALL"))
        .containsExactly("learning_rate|2|∅|listed", "lr|2|∅|listed");
  }

  @Test
  void aliasThatTheUserDeclaresMakesANewResult() {
    addProjects();
    analyse(AcrossProjects.DEFAULT);
    List<String> first = tables.lines("SELECT analysis_id FROM analysis WHERE kind = 'hp_pooled'");

    analyse(ALIASED);

    assertThat(tables.lines("SELECT analysis_id FROM analysis WHERE kind = 'hp_pooled'"))
        .hasSize(1)
        .doesNotContainAnyElementsOf(first);
    assertThat(tables.lines("SELECT param_key, basis, n_projects FROM param_alias"))
        .containsExactly("lr|declared|2");
  }

  @Test
  void bestRegionAndTunabilityPointTowardsTheHighEnd() {
    addProjects();

    analyse(ALIASED);

    assertThat(
            tables.lines(
                "SELECT n_projects, n_agree, position_low > 0.6, low > 0.01, run_share < 0.4"
                    + " FROM hp_best_region WHERE project IS NULL AND param_key = 'learning_rate'"))
        .containsExactly("4|4|true|true|true");
    assertThat(
            tables.lines(
                "SELECT category, n_agree FROM hp_best_region"
                    + " WHERE project IS NULL AND param_key = 'activation'"))
        .containsExactly("relu|4");
    assertThat(tables.lines("SELECT min(gain_sd) >= 0, count(*) FROM hp_tunability"))
        .containsExactly("true|3");
  }

  @Test
  void twoNamesOfOneParamInOneProjectAreLeftOutAndCounted() {
    addProjects();

    analyse(
        new AcrossProjects(
            new ParamAliases(Map.of("rate", List.of("lr", "layers"))),
            Estimator.PAULE_MANDEL,
            List.of()));

    assertThat(
            tables.lines(
                "SELECT param_key, reason, CAST(sum(n) AS BIGINT) FROM analysis_exclusion"
                    + " WHERE reason = 'alias_ambiguous' GROUP BY ALL"))
        .containsExactly("rate|alias_ambiguous|4");
  }

  @Test
  void emptyWarehouseIsARowWithTheReason() {
    analyse(AcrossProjects.DEFAULT);

    assertThat(
            tables.lines(
                "SELECT scope_type, status, status_reason FROM analysis WHERE kind = 'hp_pooled'"))
        .containsExactly("global|insufficient|No project has a primary metric.");
  }

  @Test
  void projectWhoseRunsAllDivergedIsListedWithTheReason() {
    addProjects();
    for (int run = 0; run < 30; run++) {
      addRun(
          "z" + run,
          "z",
          Map.of("lr", Double.toString(.001 * (run + 1))),
          "loss",
          "CAST('nan' AS DOUBLE)");
    }

    for (int run = 0; run < 24; run++) {
      addRun(
          "y" + run, "y", Map.of("lr", Double.toString(.001 * (run + 1))), "thing", "" + run % 7);
    }

    analyse(ALIASED);

    assertThat(
            tables.lines(
                "SELECT count(*), count(weight), count(reason) FROM hp_pooled_study"
                    + " WHERE project = 'z'"))
        .first()
        .asString()
        .matches("[1-9]\\d*\\|0\\|[1-9]\\d*");
    assertThat(
            tables.lines(
                "SELECT n FROM analysis_exclusion WHERE reason = 'project_without_metric'"))
        .containsExactly("1");
  }

  private void analyse(AcrossProjects choices) {
    insertRuns();
    AnalysisRunner runner =
        new AnalysisRunner(tables.engine(), tables, 42, CLOCK, AnalysisProgress.NONE);
    before.forEach(analysis -> runner.run(analysis, scope -> true));
    assertThat(runner.run(new HpPooledAnalysis(choices), scope -> true).failed())
        .as(
            String.join(
                "\n", tables.lines("SELECT status_reason FROM analysis WHERE kind = 'hp_pooled'")))
        .isZero();
  }

  private double number(String sql) {
    return Double.parseDouble(tables.lines(sql).get(0));
  }

  /** Doubling the learning rate is worth a quarter of the metric's spread everywhere. */
  private void addProjects() {
    SplittableRandom random = new SplittableRandom(11);
    addProject("a", "lr", "accuracy", 1, random);
    addProject("b", "lr", "accuracy", 1, random);
    addProject("c", "learning_rate", "accuracy", 1, random);
    addProject("d", "learning_rate", "loss", -20, random);
  }

  private void addProject(
      String project, String name, String metric, double unit, SplittableRandom random) {
    for (int run = 0; run < 48; run++) {
      double place = random.nextDouble();
      int layers = 1 + random.nextInt(5);
      String activation = random.nextBoolean() ? "relu" : "tanh";
      double value =
          .5 + .3 * place + (activation.equals("relu") ? .05 : 0) + .03 * random.nextDouble();
      addRun(
          project + run,
          project,
          Map.of(
              name,
              Double.toString(Math.pow(10, -4 + 3 * place)),
              "layers",
              Integer.toString(layers),
              "activation",
              activation),
          metric,
          String.format(Locale.ROOT, "%.6f", unit * value));
    }
  }

  private void addRun(
      String key, String project, Map<String, String> params, String metric, String value) {
    runs.add("('" + key + "', '" + project + "', 'finished', false, '1')");
    params.forEach(
        (name, text) ->
            values.add(
                String.format(
                    "('%s', '%s', '%s', try_cast('%s' AS DOUBLE))", key, name, text, text)));
    summaries.add(
        String.format("('%s', '%s', 3, %s, %s, %s, false)", key, metric, value, value, value));
  }

  private void insertRuns() {
    if (!runs.isEmpty()) {
      tables.execute(
          "INSERT INTO runs (run_key, project, status, deleted, fingerprint) VALUES "
              + String.join(", ", runs));
      tables.execute(
          "INSERT INTO params (run_key, key, value, number) VALUES " + String.join(", ", values));
      tables.execute(
          "INSERT INTO metric_summaries (run_key, key, points, \"last\", \"min\", \"max\", system)"
              + " VALUES "
              + String.join(", ", summaries));
    }
    List.of(runs, values, summaries).forEach(List::clear);
  }
}
