package dev.almanac.analyses.convergence;

import static dev.almanac.analyses.convergence.Curves.features;
import static dev.almanac.analyses.convergence.Curves.noisy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DivergenceTest {

  private static final DoubleUnaryOperator DECAY = step -> 1 + 3 / Math.sqrt(1 + step);

  @Test
  void nanAfterTheFirstValueDiverges() {
    assertThat(features(3, 2, Double.NaN, Double.NaN).divergence())
        .contains(new Divergence(Divergence.Kind.NON_FINITE, 2));
    assertThat(features(Double.NaN, 2, 1).divergence()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void slowGrowthIsDatedToWhereItBegan(long seed) {
    double[] values =
        noisy(600, 0.01, seed, step -> DECAY.applyAsDouble(step) + growth(step - 300, 40));

    Divergence found = features(values).divergence().orElseThrow();

    assertThat(found.kind()).isEqualTo(Divergence.Kind.ABOVE_START);
    // The growth is 3 noise sds at 300 + 40 ln 4 = 355; nothing can be seen much before.
    assertThat(found.x()).isBetween(300.0, 355.0);
  }

  @Test
  void jumpThatStaysIsALossSpike() {
    double[] values = noisy(500, 0.01, 1, step -> step < 250 ? DECAY.applyAsDouble(step) : 3.5);

    Divergence found = features(values).divergence().orElseThrow();

    assertThat(found.kind()).isEqualTo(Divergence.Kind.LOSS_SPIKE);
    assertThat(found.x()).isCloseTo(250, within(10.0));
  }

  @Test
  void jumpThatComesBackIsNoDivergence() {
    double[] values =
        noisy(500, 0.01, 1, step -> DECAY.applyAsDouble(step) + (step / 20 == 12 ? 5 : 0));

    assertThat(features(values).divergence()).isEmpty();
    assertThat(features(values).spikes()).hasSize(1);
  }

  @Test
  void lossesAboveTheCapHalfTheTimeDiverge() {
    double[] values = noisy(600, 0, 1, step -> step > 200 && step < 400 && step % 4 != 0 ? 50 : 2);

    assertThat(features(values).divergence().orElseThrow().kind())
        .isEqualTo(Divergence.Kind.ABOVE_CAP);
  }

  @Test
  void errorsInLargeUnitsDoNotDivergeByTheirUnit() {
    assertThat(features(noisy(300, 5, 1, step -> 300 + 200 * Math.exp(-step / 40.0))).divergence())
        .isEmpty();
  }

  @Test
  void improvingCurvesDoNotDiverge() {
    for (long seed = 0; seed < 100; seed++) {
      assertThat(features(noisy(150, 0.05, seed, DECAY)).divergence()).isEmpty();
    }
  }

  private static double growth(double since, double scale) {
    return since < 0 ? 0 : Math.expm1(since / scale) / 100;
  }
}
