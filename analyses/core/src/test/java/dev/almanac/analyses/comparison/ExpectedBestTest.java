package dev.almanac.analyses.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.almanac.analyses.direction.Direction;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ExpectedBestTest {

  private static final double[] VALUES = {.4, .1, .3, .2};

  @Test
  void oneDrawIsTheMean() {
    assertThat(ExpectedBest.of(VALUES, 1, Direction.MAX)).isCloseTo(.25, within(1e-15));
    assertThat(ExpectedBest.of(VALUES, 1, Direction.MIN)).isCloseTo(.25, within(1e-15));
  }

  @Test
  void agreesWithEnumeratingAllDraws() {
    double sum = 0;
    double least = 0;
    for (double a : VALUES) {
      for (double b : VALUES) {
        for (double c : VALUES) {
          sum += Math.max(a, Math.max(b, c));
          least += Math.min(a, Math.min(b, c));
        }
      }
    }

    assertThat(ExpectedBest.of(VALUES, 3, Direction.MAX)).isCloseTo(sum / 64, within(1e-15));
    assertThat(ExpectedBest.of(VALUES, 3, Direction.MIN)).isCloseTo(least / 64, within(1e-15));
  }

  @Test
  void moreDrawsAreNeverWorseAndNeverBetterThanTheBest() {
    double before = Double.NEGATIVE_INFINITY;
    for (int draws = 1; draws < 200; draws++) {
      double expected = ExpectedBest.of(VALUES, draws, Direction.MAX);
      assertThat(expected).isBetween(before - 1e-15, .4 + 1e-15);
      before = expected;
    }
    assertThat(before).isCloseTo(Arrays.stream(VALUES).max().orElseThrow(), within(1e-9));
  }

  @Test
  void nothingCannotBeExpectedOfNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExpectedBest.of(new double[0], 1, Direction.MAX))
        .withMessage("Cannot expect the best of 1 draws from 0 values");
  }
}
