package dev.almanac.analyses.convergence;

import static dev.almanac.analyses.convergence.Curves.curve;
import static dev.almanac.analyses.convergence.Curves.noisy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.almanac.analyses.direction.Direction;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OverfitTest {

  private static final DoubleUnaryOperator TRAIN = step -> Math.exp(-step / 30.0);
  private static final DoubleUnaryOperator TURNING =
      step -> 0.2 + Math.exp(-step / 15.0) + 0.005 * Math.max(0, step - 60);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void turningPointOfValidationIsFound(long seed) {
    Curve train = curve(noisy(200, 0.005, seed, TRAIN));
    Curve validation = curve(noisy(200, 0.01, seed + 100, TURNING));

    Overfit found = Overfit.of(validation, train, 1).orElseThrow();

    assertThat(found.found()).isTrue();
    assertThat(found.startX()).isCloseTo(62, within(12.0));
    assertThat(found.cost()).isCloseTo(0.69, within(0.05));
    assertThat(found.gap()).isCloseTo(0.89, within(0.05));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void validationThatFollowsTrainingDoesNotOverfit(long seed) {
    Curve train = curve(noisy(200, 0.005, seed, TRAIN));
    Curve validation = curve(noisy(200, 0.01, seed + 100, step -> 0.2 + TRAIN.applyAsDouble(step)));

    Overfit found = Overfit.of(validation, train, 1).orElseThrow();

    assertThat(found.found()).isFalse();
    assertThat(found.gap()).isCloseTo(0.2, within(0.02));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void bothGettingWorseIsDivergenceAndNotOverfitting(long seed) {
    Curve train = curve(noisy(200, 0.005, seed, TURNING));
    Curve validation = curve(noisy(200, 0.01, seed + 100, TURNING));

    assertThat(Overfit.of(validation, train, 1).orElseThrow().found()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void accuracyOverfitsDownwards(long seed) {
    Curve train = curve(negated(noisy(200, 0.005, seed, TRAIN)));
    Curve validation = curve(negated(noisy(200, 0.01, seed + 100, TURNING)));

    CurveFeatures found = CurveFeatures.of(validation, Direction.MAX, Optional.of(train));

    assertThat(found.verdict()).isEqualTo(Verdict.OVERFITTING);
    assertThat(found.overfit().orElseThrow().cost()).isPositive();
    assertThat(found.overfit().orElseThrow().gap()).isNegative();
  }

  private static double[] negated(double[] values) {
    return Arrays.stream(values).map(value -> -value).toArray();
  }
}
