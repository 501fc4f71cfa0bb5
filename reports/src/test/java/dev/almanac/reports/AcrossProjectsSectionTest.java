package dev.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** The section says no more than the rows do. */
final class AcrossProjectsSectionTest {

  @Test
  void pooledEffectsAreShownWithTheirIntervals() {
    try (FixtureTables tables = Fixture.filled()) {
      tables.execute(
          "INSERT INTO hp_pooled (analysis_id, param_key, effect, k, mean, ci_low, ci_high, i2,"
              + " status, headline, shown, shown_low, shown_high, n_listed) VALUES"
              + " ('g', 'lr', 'importance_logit', 4, -0.4, -0.8, 0.1, 0.2, 'pooled', true,"
              + " 0.4, 0.3, 0.52, 1),"
              + " ('g', 'lr', 'slope_per_doubling', 4, 0.21, 0.12, 0.30, 0.2, 'pooled', true,"
              + " 0.21, 0.12, 0.30, 1),"
              + " ('g', 'depth', 'importance_logit', 3, -3, -4, -2, 0.9, 'differs', false,"
              + " 0.05, 0.02, 0.12, 0),"
              + " ('g', 'in_one_project', 'importance_logit', 1, NULL, NULL, NULL, NULL, 'listed', false,"
              + " NULL, NULL, NULL, 0)");
      tables.execute(
          "INSERT INTO hp_pooled_study (analysis_id, param_key, project, effect_name, weight, shown,"
              + " shown_low, shown_high) VALUES"
              + " ('g', 'lr', 'vision', 'importance_logit', 0.5, 0.45, 0.35, 0.5),"
              + " ('g', 'lr', 'text', 'importance_logit', NULL, 0.1, NULL, NULL)");
      tables.execute(
          "INSERT INTO hp_best_region (analysis_id, param_key, low, high, scale, n_projects,"
              + " n_agree, top_share, run_share) VALUES ('g', 'lr', 0.01, 0.03, 'log', 4, 3, 0.5, 0.15)");
      tables.execute(
          "INSERT INTO hp_tunability (analysis_id, param_key, rank, k, default_text, gain_sd,"
              + " gain_noise, k_noise) VALUES ('g', 'lr', 1, 4, '0.02', 0.3, 1.5, 2)");
      tables.execute(
          "INSERT INTO param_alias (analysis_id, param_key, canonical_key, basis, score) VALUES"
              + " ('g', 'optimizer.rate', 'lr', 'suggested', 0.8)");

      Element section = section(tables);

      assertThat(section.select("tbody tr").first().text())
          .startsWith("lr 5 40% (30% to 52%) better (+0.21 sd per doubling, +0.12 to +0.30)")
          .contains(
              "0.01 to 0.03 (50% of the best tenth, 15% of all runs);"
                  + " overlapping in 3 of 4 projects")
          .contains("0.02 0.30 sd, 1.5× the seed noise");
      assertThat(section.text())
          .contains("depth 3 differs")
          .contains("Possibly the same under other names, and not pooled: lr and optimizer.rate.")
          .contains("all 4 projects")
          .doesNotContain("in_one_project");
    }
  }

  @Test
  void comparisonNamesTheBetterOneOnlyIfItIsSignificant() {
    try (FixtureTables tables = Fixture.filled()) {
      tables.execute(
          "INSERT INTO analysis (analysis_id, kind, scope_type, status) VALUES"
              + " ('c', 'comparison', 'global', 'ok')");
      tables.execute(
          "INSERT INTO compare_group (analysis_id, group_key, n_runs, n_projects, n_tasks, iqm,"
              + " iqm_low, iqm_high, optimality_gap, mean_rank, group_param) VALUES"
              + " ('c', 'forest', 80, 8, 8, 0.91, 0.88, 0.94, 0.1, 1.125, 'model'),"
              + " ('c', 'knn', 80, 8, 8, 0.7, 0.66, 0.75, 0.3, 1.875, 'model')");
      tables.execute(
          "INSERT INTO compare_pair (analysis_id, a, b, poi, poi_low, poi_high, delta, p_adj,"
              + " significant, n_tasks) VALUES"
              + " ('c', 'knn', 'forest', 0.2, 0.1, 0.3, -0.2, 0.0156, true, 8)");

      assertThat(section(tables).text())
          .contains("Compared by model 8 tasks in 8 projects")
          .contains(
              "forest beats knn in 80% of the pairs of runs on a task (95% interval 70% to 90%).");

      tables.execute("UPDATE compare_pair SET significant = false");
      assertThat(section(tables).text())
          .contains("No two differ beyond chance over the tasks")
          .doesNotContain("beats");
    }
  }

  @Test
  void nothingToSayIsOneLine() {
    try (FixtureTables tables = Fixture.filled()) {
      assertThat(section(tables).select("p.empty").text())
          .isEqualTo(
              "No hyperparameter is varied in two projects under one name, and no model or method was"
                  + " run on two tasks.");
    }
  }

  private static Element section(FixtureTables tables) {
    RenderedReport report = Fixture.render(tables, "last-week", null);
    assertThat(report.warnings()).isEmpty();
    return Jsoup.parse(report.html()).getElementById("across-projects");
  }
}
