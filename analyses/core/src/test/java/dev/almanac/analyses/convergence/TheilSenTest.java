package dev.almanac.analyses.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TheilSenTest {

  @Test
  void agreesWithSciPy() {
    double[] x = new double[12];
    Arrays.setAll(x, index -> index);
    double[] y = {.70, .71, .705, .72, .74, .73, .75, .76, .755, .77, .90, .78};

    TheilSen line = TheilSen.fit(x, y);

    // scipy.stats.theilslopes(y, x) of SciPy 1.10.1.
    assertThat(line.slope()).isCloseTo(.00833333333333334, within(1e-15));
    assertThat(line.intercept()).isCloseTo(.6991666666666666, within(1e-15));
    assertThat(line.low()).isCloseTo(.0064285714285714345, within(1e-15));
    assertThat(line.high()).isCloseTo(.010000000000000009, within(1e-15));
  }

  @Test
  void recoversALineWithAnOutlierExactly() {
    double[] x = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    double[] y = Arrays.stream(x).map(value -> 3 - 2 * value).toArray();
    y[0] = 1_000;

    TheilSen line = TheilSen.fit(x, y);

    assertThat(line.slope()).isEqualTo(-2);
    assertThat(line.intercept()).isEqualTo(3);
  }

  @Test
  void equalXHaveNoSlope() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TheilSen.fit(new double[] {1, 1}, new double[] {1, 2}))
        .withMessageContaining("all x are equal");
  }
}
