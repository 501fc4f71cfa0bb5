package dev.almanac.analyses.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.almanac.analyses.statistics.FalseDiscovery;
import org.junit.jupiter.api.Test;

/** Numbers by SciPy 1.17: pearsonr, f_oneway, false_discovery_control. */
class CorrelationTest {

  private static final double[] X = {1, 2, 3, 4, 5, 6, 7};
  private static final double[] Y = {2.1, 1.9, 4.2, 3.3, 6.1, 5.2, 5.9};

  @Test
  void ofNumbers() {
    Correlation found = Correlation.ofNumbers(X, Y);

    assertThat(found.signed()).isCloseTo(0.887897516788127, within(1e-14));
    assertThat(found.p()).isCloseTo(0.007601496096257302, within(1e-14));
    assertThat(found.interval(1)[0]).isBetween(0.5, found.size());
    assertThat(Correlation.ofNumbers(Y, new double[] {7, 6, 5, 4, 3, 2, 1}).sign()).isEqualTo(-1);
  }

  @Test
  void ofCategories() {
    Correlation found = Correlation.ofCategories(new double[] {0, 0, 1, 1, 2, 2, 2}, 3, Y);

    assertThat(found.size()).isCloseTo(0.9754035649184359, within(1e-14));
    assertThat(found.p()).isCloseTo(0.002360782621676419, within(1e-13));
  }

  @Test
  void isUnknownWhereNothingVariesOrNumbersOverflow() {
    double[] same = new double[7];
    assertThat(Correlation.ofNumbers(X, same).size()).isNaN();
    assertThat(Correlation.ofCategories(same, 1, Y).size()).isNaN();
    double[] huge = {1e308, -1e308, 1e308, -1e308, 1, 2, 3};
    assertThat(Correlation.ofNumbers(X, huge).size()).isNaN();
  }

  @Test
  void pValuesAreAdjustedForTheirNumber() {
    assertThat(FalseDiscovery.adjusted(new double[] {0.01, 0.04, 0.03, Double.NaN, 0.9}))
        .usingComparatorWithPrecision(1e-15)
        .containsExactly(0.04, 0.16 / 3, 0.16 / 3, Double.NaN, 0.9);
  }
}
