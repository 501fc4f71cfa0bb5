package dev.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RowScopeTest {

  private static final String RUNS = "runs AS (SELECT * FROM main.runs WHERE project = :project)";
  private static final String ROLES =
      "metric_role AS (SELECT * FROM main.metric_role WHERE project = :project)";

  private final RowScope scope =
      new RowScope("project", new TreeSet<>(List.of("runs", "metric_role")));

  @Test
  void queryWithoutPartsIsGivenThemAfterItsComment() {
    assertThat(scope.over("-- All runs.\nSELECT count(*) FROM runs"))
        .isEqualTo("-- All runs.\nWITH " + RUNS + " SELECT count(*) FROM runs");
  }

  @Test
  void partsOfTheQueryFollowThoseOfTheScopeOnTheSameLine() {
    assertThat(scope.over("WITH a AS (\n  SELECT * FROM runs r, metric_role p\n)\nSELECT 1"))
        .isEqualTo(
            "WITH "
                + ROLES
                + ", "
                + RUNS
                + ", a AS (\n  SELECT * FROM runs r, metric_role p\n)\nSELECT 1");
    assertThat(scope.over("WITH RECURSIVE a AS (SELECT 1) SELECT * FROM runs"))
        .startsWith("WITH RECURSIVE " + RUNS + ", a AS");
  }

  @Test
  void tableThatIsNotNamedIsNotNarrowed() {
    assertThat(scope.over("SELECT * FROM metrics -- of runs")).doesNotContain("main.");
    assertThat(scope.over("SELECT 'runs', x.runs FROM metrics x")).doesNotContain("main.");
    assertThat(RowScope.NONE.over("SELECT * FROM runs")).isEqualTo("SELECT * FROM runs");
  }

  @Test
  void partCalledLikeATableIsRefusedRatherThanLetThroughAllRows() {
    assertThatThrownBy(
            () -> scope.over("WITH runs AS (SELECT * FROM main.runs) SELECT * FROM runs"))
        .hasMessageContaining("a part called runs");
  }
}
