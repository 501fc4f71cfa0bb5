package dev.almanac.analyses.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class InterquartileMeanTest {

  @Test
  void agreesWithRliable() {
    // The matrices of rliable's metrics_test.py, all entries together.
    assertThat(InterquartileMean.of(new double[] {1, 2, 2, 2, 1, 1, 2, 1})).isEqualTo(1.5);
    assertThat(InterquartileMean.of(new double[] {1, 1, 2, 2, 3, 3})).isEqualTo(2);
  }

  @Test
  void agreesWithTheGoldenTableOfEightProjectsAndFourConfigurations() {
    double[] scores = {
      .83, .79, .81, .75, .91, .88, .90, .86, .64, .66, .61, .60, .77, .74, .78, .70, .95, .93, .94,
      .93, .58, .55, .57, .50, .88, .83, .86, .84, .71, .69, .72, .66
    };

    assertThat(InterquartileMean.of(scores)).isCloseTo(.77125, within(1e-12));
  }

  @Test
  void ofNothingIsNotANumber() {
    assertThat(InterquartileMean.of(new double[0])).isNaN();
  }
}
