package dev.almanac.analyses.objective;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.analyses.AnalysisProgress;
import dev.almanac.analyses.AnalysisReport;
import dev.almanac.analyses.AnalysisRunner;
import dev.almanac.analyses.InMemoryTables;
import dev.almanac.analyses.direction.Direction;
import dev.almanac.analyses.direction.MetricStatements;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ObjectiveAnalysisTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T08:00:00Z"), ZoneOffset.UTC);
  private static final String ROLES =
      "SELECT project, metric_key, direction, basis, is_primary FROM metric_role ORDER BY ALL";

  private final InMemoryTables tables =
      new InMemoryTables(new ObjectiveAnalysis(DeclaredObjectives.NONE));

  @BeforeEach
  void addMetrics() {
    tables.execute(
        "INSERT INTO runs (run_key, project, fingerprint) VALUES"
            + " ('a', 'digits', '1'), ('b', 'digits', '2'), ('c', 'wine', '3')");
    tables.execute(
        "INSERT INTO metric_summaries (run_key, key, points, system) VALUES"
            + " ('a', 'train_loss', 9, false), ('a', 'val_accuracy', 9, false),"
            + " ('b', 'train_loss', 9, false), ('b', 'val_accuracy', 9, false),"
            + " ('a', 'system/cpu', 9, true), ('c', 'zeta', 9, false)");
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void namesTellDirectionAndPrimaryMetricAndSaySo() {
    run(DeclaredObjectives.NONE);

    assertThat(tables.lines(ROLES))
        .containsExactly(
            "digits|train_loss|min|inferred_name|false",
            "digits|val_accuracy|max|inferred_name|true",
            "wine|zeta|unknown|unknown|false");
    assertThat(tables.lines("SELECT project, status FROM analysis ORDER BY ALL"))
        .containsExactly("digits|ok", "wine|degraded");
  }

  @Test
  void trackersPrimaryMetricBeatsTheRule() {
    tables.execute(
        "INSERT INTO project_tags VALUES"
            + " ('c', 'mlflow.experiment.primaryMetric.name', 'zeta'),"
            + " ('c', 'mlflow.experiment.primaryMetric.greaterIsBetter', 'False')");

    run(DeclaredObjectives.NONE);

    assertThat(tables.lines(ROLES)).contains("wine|zeta|min|tracker|true");
  }

  @Test
  void theObjectiveThatASweepStatesBeatsTheRule() {
    tables.execute(
        "INSERT INTO metric_definitions (run_key, key, step_kind, direction, direction_basis,"
            + " system) VALUES ('c', 'zeta', 'step', 'min', 'sweep', false)");

    run(DeclaredObjectives.NONE);

    assertThat(tables.lines(ROLES)).contains("wine|zeta|min|tracker|true");
  }

  @Test
  void whatAStudyOptimisesIsPrimaryThoughItsCurveHasADirectionToo() {
    tables.execute(
        "INSERT INTO metric_definitions (run_key, key, step_kind, direction, direction_basis,"
            + " system) VALUES ('a', 'train_loss', 'row', 'min', 'study', false),"
            + " ('a', 'val_accuracy', 'step', 'max', 'study, on the way', false)");

    run(DeclaredObjectives.NONE);

    assertThat(tables.lines(ROLES)).contains("digits|train_loss|min|tracker|true");
  }

  @Test
  void directionsThatContradictEachOtherAreNoStatement() {
    tables.execute(
        "INSERT INTO metric_definitions (run_key, key, step_kind, direction, direction_basis,"
            + " system) VALUES ('a', 'val_accuracy', 'step', 'min', 'sweep', false),"
            + " ('b', 'val_accuracy', 'step', 'max', 'sweep', false)");

    run(DeclaredObjectives.NONE);

    assertThat(tables.lines(ROLES)).contains("digits|val_accuracy|max|inferred_name|true");
  }

  @Test
  void aSecondRecordOfARunIsNotCounted() {
    tables.execute("UPDATE runs SET same_as = 'a' WHERE run_key = 'c'");

    run(DeclaredObjectives.NONE);

    assertThat(tables.lines("SELECT DISTINCT project FROM metric_role")).containsExactly("digits");
  }

  @Test
  void newerTextOfAnEditedTagCounts() {
    tables.execute("UPDATE runs SET synced_at = '2026-11-02' WHERE run_key = 'a'");
    tables.execute("UPDATE runs SET synced_at = '2026-11-03' WHERE run_key = 'b'");
    tables.execute(
        "INSERT INTO project_tags VALUES"
            + " ('a', 'mlflow.experiment.primaryMetric.name', 'val_accuracy'),"
            + " ('b', 'mlflow.experiment.primaryMetric.name', 'train_loss')");

    run(DeclaredObjectives.NONE);

    assertThat(tables.lines("SELECT metric_key FROM metric_role WHERE primary_basis = 'tracker'"))
        .containsExactly("train_loss");
  }

  @Test
  void validationMetricKnowsItsTrainingCounterpart() {
    tables.execute(
        "INSERT INTO metric_summaries (run_key, key, points, system) VALUES"
            + " ('b', 'val_loss', 9, false)");

    run(DeclaredObjectives.NONE);

    assertThat(
            tables.lines(
                "SELECT metric_key, split, train_key FROM metric_role WHERE project = 'digits'"
                    + " ORDER BY ALL"))
        .containsExactly(
            "train_loss|train|∅", "val_accuracy|validation|∅", "val_loss|validation|train_loss");
  }

  @Test
  void newDeclarationReplacesTheResult() {
    run(DeclaredObjectives.NONE);
    DeclaredObjectives declared =
        new DeclaredObjectives(
            Map.of("zeta", Direction.MAX),
            Map.of("digits", new MetricStatements(Map.of(), Optional.of("train_loss"))));

    AnalysisReport report = run(declared);

    assertThat(report.computed()).isEqualTo(2);
    List<String> roles = tables.lines(ROLES);
    assertThat(roles)
        .containsExactly(
            "digits|train_loss|min|inferred_name|true",
            "digits|val_accuracy|max|inferred_name|false",
            "wine|zeta|max|declared|true");
    assertThat(run(declared).computed()).isZero();
  }

  private AnalysisReport run(DeclaredObjectives declared) {
    return new AnalysisRunner(tables.engine(), tables, 1, CLOCK, AnalysisProgress.NONE)
        .run(new ObjectiveAnalysis(declared), scope -> true);
  }
}
