package dev.almanac.analyses.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Against counting all signs by hand, in {@code src/test/python/pooling_golden.py}. */
final class WilcoxonSignedRankTest {

  @Test
  void exactWithTiesAndZeros() {
    assertThat(pair(0, 1)).isEqualTo(.03125, within(1e-15));
    assertThat(pair(0, 2)).isEqualTo(.125, within(1e-15));
    assertThat(pair(0, 3)).isEqualTo(.0078125, within(1e-15));
    assertThat(pair(1, 2)).isEqualTo(.1640625, within(1e-15));
    assertThat(pair(1, 3)).isEqualTo(.03125, within(1e-15));
    assertThat(pair(2, 3)).isEqualTo(.0078125, within(1e-15));
  }

  @Test
  void nothingButZerosIsNoDifference() {
    assertThat(WilcoxonSignedRank.probability(new double[] {0, 0})).isEqualTo(1);
    assertThat(WilcoxonSignedRank.probability(new double[0])).isEqualTo(1);
  }

  @Test
  void normalApproximationMeetsTheExactCount() {
    double[] many = new double[51];
    double[] fewer = new double[50];
    for (int index = 0; index < many.length; index++) {
      many[index] = (index % 3 == 0 ? -1 : 1) * (index + 1);
      if (index < fewer.length) {
        fewer[index] = many[index];
      }
    }

    assertThat(WilcoxonSignedRank.probability(many))
        .isEqualTo(WilcoxonSignedRank.probability(fewer), within(.02));
  }

  @Test
  void holmStepsDown() {
    assertThat(Holm.adjusted(new double[] {.01, .04, .03, .005}))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(.03, .06, .06, .02);
  }

  private static double pair(int a, int b) {
    return WilcoxonSignedRank.probability(
        Arrays.stream(FriedmanTest.SCORES)
            .mapToDouble(row -> Math.rint((row[a] - row[b]) * 1e12) / 1e12)
            .toArray());
  }
}
