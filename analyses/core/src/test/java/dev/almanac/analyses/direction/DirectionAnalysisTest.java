package dev.almanac.analyses.direction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.analyses.AnalysisProgress;
import dev.almanac.analyses.AnalysisReport;
import dev.almanac.analyses.AnalysisRunner;
import dev.almanac.analyses.InMemoryTables;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DirectionAnalysisTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);

  private final InMemoryTables tables =
      new InMemoryTables(new DirectionAnalysis(DeclaredMetrics.NONE));

  @BeforeEach
  void addRuns() {
    tables.execute(
        "INSERT INTO runs (run_key, project, deleted, synced_at) VALUES"
            + " ('a', 'p', false, '2026-11-01'), ('b', 'p', false, '2026-11-02'),"
            + " ('c', 'p', true, '2026-11-03'), ('d', 'q', false, '2026-11-01')");
    tables.execute(
        "INSERT INTO metric_summaries (run_key, key, points, system) VALUES"
            + " ('a', 'val_loss', 3, false), ('b', 'val_loss', 3, false), ('a', 'loss', 3, false),"
            + " ('c', 'deleted_acc', 3, false), ('a', 'system/gpu', 3, true),"
            + " ('d', 'epoch', 1, false)");
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void statesEveryMetricOfEveryProject() {
    AnalysisReport report = run(DeclaredMetrics.NONE);

    assertThat(report).isEqualTo(new AnalysisReport("direction", 2, 0, 0, 0));
    assertThat(
            tables.lines(
                "SELECT project, metric_key, direction, basis, role, train_key, n_runs, is_primary"
                    + " FROM metric_directions ORDER BY ALL"))
        .containsExactly(
            "p|loss|min|inferred_name|unmarked|∅|1|false",
            "p|val_loss|min|inferred_name|validation|loss|2|true",
            "q|epoch|unknown|unknown|unmarked|∅|1|false");
    assertThat(tables.lines("SELECT project, status FROM analysis ORDER BY ALL"))
        .containsExactly("p|ok", "q|degraded");
  }

  @Test
  void newerTextOfAnEditedTagCounts() {
    tables.execute(
        "INSERT INTO project_tags (run_key, key, value) VALUES"
            + " ('a', 'mlflow.experiment.primaryMetric.name', 'val_loss'),"
            + " ('b', 'mlflow.experiment.primaryMetric.name', 'loss'),"
            + " ('b', 'mlflow.experiment.primaryMetric.greaterIsBetter', 'False')");

    run(DeclaredMetrics.NONE);

    assertThat(
            tables.lines(
                "SELECT metric_key, basis, primary_basis FROM metric_directions WHERE is_primary"))
        .containsExactly("loss|tracker|tracker");
  }

  @Test
  void declarationIsPartOfTheResultsIdentity() {
    run(DeclaredMetrics.NONE);
    DeclaredMetrics declared =
        new DeclaredMetrics(Map.of("epoch", Direction.MAX), Map.of("q", "epoch"));

    assertThat(run(declared)).isEqualTo(new AnalysisReport("direction", 2, 0, 0, 0));
    assertThat(run(declared)).isEqualTo(new AnalysisReport("direction", 0, 2, 0, 0));
    assertThat(
            tables.lines(
                "SELECT direction, basis, is_primary, primary_basis FROM metric_directions"
                    + " WHERE project = 'q'"))
        .containsExactly("max|declared|true|declared");
  }

  @Test
  void optionsAreJsonWithSortedAndEscapedKeys() {
    DeclaredMetrics declared =
        new DeclaredMetrics(Map.of("b\"\\\n", Direction.MAX, "a", Direction.MIN), Map.of("p", "a"));

    assertThat(new DirectionAnalysis(declared).options())
        .isEqualTo(
            "{\"directions\":{\"a\":\"min\",\"b\\\"\\\\\\u000a\":\"max\"},\"primary\":{\"p\":\"a\"}}");
  }

  private AnalysisReport run(DeclaredMetrics declared) {
    return new AnalysisRunner(tables.engine(), tables, 42, CLOCK, AnalysisProgress.NONE)
        .run(new DirectionAnalysis(declared), scope -> true);
  }
}
