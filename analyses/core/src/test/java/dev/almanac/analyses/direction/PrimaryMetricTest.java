package dev.almanac.analyses.direction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PrimaryMetricTest {

  private static final DirectionRules BY_NAME =
      new DirectionRules(MetricStatements.NONE, MetricStatements.NONE);

  @Test
  void declaredMetricWinsOverTheTag() {
    DirectionRules rules = new DirectionRules(primary("loss"), primary("acc"));

    PrimaryMetric chosen = PrimaryMetric.choose(logged("loss", "acc", "val_acc"), rules);

    assertThat(chosen.key()).contains("loss");
    assertThat(chosen.basis()).isEqualTo(Basis.DECLARED);
  }

  @Test
  void declaredMetricThatNobodyLoggedIsPassedOver() {
    DirectionRules rules = new DirectionRules(primary("typo"), primary("acc"));

    PrimaryMetric chosen = PrimaryMetric.choose(logged("acc", "val_acc"), rules);

    assertThat(chosen.key()).contains("acc");
    assertThat(chosen.basis()).isEqualTo(Basis.TRACKER);
  }

  @Test
  void validationMeasureIsPreferredByRule() {
    List<LoggedMetric> metrics =
        logged("loss", "accuracy", "train_acc", "test_acc", "val_loss", "val_accuracy", "lr");

    PrimaryMetric chosen = PrimaryMetric.choose(metrics, BY_NAME);

    assertThat(chosen.key()).contains("val_accuracy");
    assertThat(chosen.basis()).isEqualTo(Basis.INFERRED_NAME);
    assertThat(chosen.reason()).contains("validation metric").contains("5 runs logged it");
  }

  @Test
  void validationMetricOfFewRunsDoesNotWin() {
    List<LoggedMetric> metrics = List.of(LoggedMetric.of("loss", 10), LoggedMetric.of("val_f1", 4));

    assertThat(PrimaryMetric.choose(metrics, BY_NAME).key()).contains("loss");
  }

  @Test
  void hardwareAndDirectionlessMetricsAreNeverChosen() {
    PrimaryMetric chosen =
        PrimaryMetric.choose(logged("system/gpu_0_memory_error", "cpu_score", "epoch"), BY_NAME);

    assertThat(chosen.key()).isEmpty();
    assertThat(chosen.basis()).isEqualTo(Basis.UNKNOWN);
    assertThat(chosen.reason()).contains("declare one");
  }

  @Test
  void orderOfTheMetricsDoesNotMatter() {
    List<LoggedMetric> metrics = logged("val_a_f1", "val_b_f1");
    List<LoggedMetric> turned = logged("val_b_f1", "val_a_f1");

    assertThat(PrimaryMetric.choose(turned, BY_NAME))
        .isEqualTo(PrimaryMetric.choose(metrics, BY_NAME));
  }

  private static MetricStatements primary(String key) {
    return new MetricStatements(Map.of(), Optional.of(key));
  }

  private static List<LoggedMetric> logged(String... keys) {
    return List.of(keys).stream().map(key -> LoggedMetric.of(key, 5)).toList();
  }
}
