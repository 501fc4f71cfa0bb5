package dev.almanac.analyses.convergence;

import static dev.almanac.analyses.convergence.Curves.features;
import static dev.almanac.analyses.convergence.Curves.noisy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpikeTest {

  private static final DoubleUnaryOperator DECAY = step -> 1 + 3 / Math.sqrt(1 + step);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void spikesAreFoundWhereTheyAre(long seed) {
    double[] values = noisy(600, 0.02, seed, DECAY);
    for (int step = 200; step < 204; step++) {
      values[step] += 1;
    }
    values[450] += 0.5;

    List<Spike> spikes = features(values).spikes();

    assertThat(spikes).extracting(Spike::xStart).containsExactly(200.0, 450.0);
    assertThat(spikes).extracting(Spike::xEnd).containsExactly(204.0, 451.0);
    assertThat(spikes.get(0).height()).isCloseTo(1, within(0.15));
    assertThat(spikes.get(1).height()).isCloseTo(0.5, within(0.15));
    assertThat(spikes).allMatch(Spike::recovered);
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 30, 100, 1_000, 5_000})
  void steepStartIsNoSpike(int size) {
    assertThat(features(noisy(size, 0, 1, step -> 100 * Math.exp(-step / 3.0))).spikes()).isEmpty();
    assertThat(features(noisy(size, 0.001, 1, DECAY)).spikes()).isEmpty();
  }

  @Test
  void normalNoiseHasHardlyAnySpikes() {
    int spikes = 0;
    for (long seed = 0; seed < 100; seed++) {
      spikes += features(noisy(200, 0.1, seed, DECAY)).spikes().size();
    }

    assertThat(spikes).isLessThanOrEqualTo(3);
  }

  @Test
  void nearSpikesAreOne() {
    double[] values = noisy(400, 0.01, 3, DECAY);
    values[100] += 2;
    values[104] += 3;

    List<Spike> spikes = features(values).spikes();

    assertThat(spikes).hasSize(1);
    assertThat(spikes.get(0).xPeak()).isEqualTo(104);
  }

  @Test
  void spikeAtTheEndHasNotRecovered() {
    double[] values = noisy(400, 0.01, 3, DECAY);
    values[398] += 2;
    values[399] += 2;

    List<Spike> spikes = features(values).spikes();

    assertThat(spikes).hasSize(1);
    assertThat(spikes.get(0).recovered()).isFalse();
    assertThat(spikes.get(0).xEnd()).isEqualTo(399);
  }

  @Test
  void oneQuantumOfACoarseMetricIsNoSpike() {
    double[] errors = new double[46];
    for (int step = 0; step < errors.length; step++) {
      double quanta = step < 5 ? 5 - step : 1;
      errors[step] = (quanta + (step == 20 || step == 33 ? 1 : 0) + (step == 40 ? 5 : 0)) / 36;
    }

    assertThat(features(errors).spikes()).extracting(Spike::xStart).containsExactly(40.0);
  }

  @Test
  void pointOutOfAConstantIsASpike() {
    double[] values = new double[50];
    values[20] = 1;

    assertThat(features(values).spikes()).containsExactly(new Spike(20, 21, 20, 1, true));
  }
}
