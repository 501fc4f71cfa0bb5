package dev.almanac.analyses.pooling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ParamNameTest {

  @ParameterizedTest
  @CsvSource({
    "lr, learning_rate",
    "optimizer.lr, lr",
    "model/optimizer/learningRate, learning-rate",
    "bs, batch_size",
    "train.batchSize, batch_size",
    "dropout, dropout_rate",
    "wd, weight_decay",
    "num_layers, n_layers",
    "regularisation_strength, regularization_strength"
  })
  void theSameUnderOtherNames(String a, String b) {
    assertThat(likeness(a, b)).isGreaterThanOrEqualTo(0.7).isEqualTo(likeness(b, a));
  }

  @ParameterizedTest
  @CsvSource({
    "beta1, beta2",
    "encoder.lr, decoder.lr",
    "learning_rate, weight_decay",
    "layer_1_units, layer_2_units",
    "max_depth, min_depth",
    "lr, wd",
    "learning_rate, decay_rate",
    "a, b",
    "'', lr"
  })
  void otherParams(String a, String b) {
    assertThat(likeness(a, b)).isLessThan(0.7);
  }

  private static double likeness(String a, String b) {
    return ParamName.of(a).likeness(ParamName.of(b));
  }
}
