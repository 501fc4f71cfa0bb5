package dev.almanac.analyses.direction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrainCounterpartTest {

  @ParameterizedTest
  @CsvSource({
    "val_loss, loss",
    "val_loss, train_loss",
    "val/loss, train/loss",
    "eval/loss, train/loss",
    "validation_loss, training_loss",
    "val_loss, train_loss_epoch",
    "valid-logloss, train-logloss",
    "valAccuracy, trainAccuracy",
    "test_acc, acc"
  })
  void findsTheSameMeasureOnTrainingData(String validation, String train) {
    assertThat(pair(validation, "other", "train_f1", train)).contains(train);
  }

  @Test
  void markedMetricComesBeforeTheUnmarked() {
    assertThat(pair("val_loss", "loss", "train_loss")).contains("train_loss");
    assertThat(pair("val_loss", "train_loss_step", "train_loss_epoch"))
        .contains("train_loss_epoch");
  }

  @Test
  void othersHaveNone() {
    assertThat(pair("train_loss", "loss")).isEmpty();
    assertThat(pair("loss", "train_loss")).isEmpty();
    assertThat(pair("val_loss", "train_acc")).isEmpty();
    assertThat(pair("val", "train")).isEmpty();
  }

  private static Optional<String> pair(String metric, String... others) {
    List<MetricName> names = Arrays.stream(others).map(MetricName::of).toList();
    return TrainCounterpart.of(MetricName.of(metric), names).map(MetricName::key);
  }
}
