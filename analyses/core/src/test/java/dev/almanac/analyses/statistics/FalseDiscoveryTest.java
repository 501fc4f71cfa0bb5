package dev.almanac.analyses.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FalseDiscoveryTest {

  /** By hand: p m / rank, made monotone from the greatest down. */
  @Test
  void adjustsByRank() {
    assertThat(FalseDiscovery.adjusted(new double[] {.04, .01, .03, .5}, 4))
        .containsExactly(.04 * 4 / 3, .04, .04 * 4 / 3, .5);
  }

  @Test
  void testsWithoutAnAnswerCount() {
    assertThat(FalseDiscovery.adjusted(new double[] {.01}, 10)).containsExactly(.1);
    assertThat(FalseDiscovery.adjusted(new double[] {.2}, 10)).containsExactly(1);
    assertThat(FalseDiscovery.adjusted(new double[0], 0)).isEmpty();
  }

  @Test
  void testsThatDependOnOneAnotherAreAdjustedByTheHarmonicSumBesides() {
    assertThat(FalseDiscovery.adjustedDependent(new double[] {.01, Double.NaN, .5}))
        .containsExactly(.01 * 2 * 1.5, Double.NaN, .75);
  }
}
