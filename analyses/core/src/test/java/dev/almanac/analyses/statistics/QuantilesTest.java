package dev.almanac.analyses.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QuantilesTest {

  /** NIST/SEMATECH e-Handbook of Statistical Methods, tables 1.3.6.7.2. */
  @ParameterizedTest
  @CsvSource({
    "1, 12.706",
    "2, 4.303",
    "3, 3.182",
    "5, 2.571",
    "10, 2.228",
    "30, 2.042",
    "100, 1.984"
  })
  void criticalTsAgreeWithTheTable(int degrees, double expected) {
    assertThat(Quantiles.t95(degrees)).isCloseTo(expected, within(0.0005));
  }

  /** NIST/SEMATECH e-Handbook of Statistical Methods, tables 1.3.6.7.4. */
  @ParameterizedTest
  @CsvSource({
    "1, .001, 5.024",
    "2, .051, 7.378",
    "5, .831, 12.833",
    "10, 3.247, 20.483",
    "30, 16.791, 46.979",
    "100, 74.222, 129.561"
  })
  void chiSquareQuantilesAgreeWithTheTable(int degrees, double low, double high) {
    assertThat(Quantiles.chiSquare(.025, degrees)).isCloseTo(low, within(0.0006));
    assertThat(Quantiles.chiSquare(.975, degrees)).isCloseTo(high, within(0.0006));
  }

  @Test
  void closedFormsHold() {
    // One degree of freedom is the Cauchy distribution; two of chi-square the exponential.
    assertThat(Quantiles.twoSidedT(1, 1)).isCloseTo(0.5, within(1e-14));
    assertThat(Quantiles.twoSidedT(0, 7)).isEqualTo(1);
    assertThat(Quantiles.chiSquare(0.5, 2)).isCloseTo(2 * Math.log(2), within(1e-13));
    assertThat(SpecialFunctions.logGamma(5)).isCloseTo(Math.log(24), within(1e-13));
    assertThat(SpecialFunctions.logGamma(0.5)).isCloseTo(Math.log(Math.PI) / 2, within(1e-13));
  }
}
