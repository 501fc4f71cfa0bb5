package dev.almanac.analyses.direction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DirectionRulesTest {

  private static final MetricStatements TAGS =
      MetricStatements.ofProjectTags(
          Map.of(
              "mlflow.experiment.primaryMetric.name", "loss",
              "mlflow.experiment.primaryMetric.greaterIsBetter", "True"));

  @Test
  void configurationComesBeforeTrackerBeforeName() {
    MetricStatements declared =
        new MetricStatements(Map.of("loss", Direction.MIN), Optional.empty());

    assertThat(of(declared, TAGS, "loss").basis()).isEqualTo(Basis.DECLARED);
    assertThat(of(declared, TAGS, "loss").direction()).isEqualTo(Direction.MIN);
    assertThat(of(MetricStatements.NONE, TAGS, "loss").basis()).isEqualTo(Basis.TRACKER);
    assertThat(of(MetricStatements.NONE, TAGS, "loss").direction()).isEqualTo(Direction.MAX);
    assertThat(of(MetricStatements.NONE, TAGS, "val_loss").basis()).isEqualTo(Basis.INFERRED_NAME);
    assertThat(of(MetricStatements.NONE, TAGS, "foo").basis()).isEqualTo(Basis.UNKNOWN);
  }

  @Test
  void tagWithoutAReadableDirectionStillNamesThePrimaryMetric() {
    MetricStatements tags =
        MetricStatements.ofProjectTags(
            Map.of(
                "mlflow.experiment.primaryMetric.name", "f1",
                "mlflow.experiment.primaryMetric.greaterIsBetter", "perhaps"));

    assertThat(tags.primaryKey()).contains("f1");
    assertThat(of(MetricStatements.NONE, tags, "f1").basis()).isEqualTo(Basis.INFERRED_NAME);
  }

  private static StatedDirection of(
      MetricStatements declared, MetricStatements tracker, String key) {
    return new DirectionRules(declared, tracker).of(MetricName.of(key));
  }
}
