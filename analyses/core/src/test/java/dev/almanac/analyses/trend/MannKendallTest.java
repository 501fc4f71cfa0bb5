package dev.almanac.analyses.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.almanac.analyses.convergence.TheilSen;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against pymannkendall 1.4.3 and SciPy; {@code src/test/python/trend_golden.py} prints these. */
final class MannKendallTest {

  private static final Offset<Double> EXACT = within(1e-12);

  private static final double[] WEEKS = {
    .70, .71, .705, .72, .74, .73, .75, .76, .755, .77, .90, .78
  };

  @Test
  void plainTestOfWeeks() {
    MannKendall test = MannKendall.of(WEEKS);

    assertThat(test.score()).isEqualTo(58);
    assertThat(test.variance()).isCloseTo(212.66666666666666, EXACT);
    assertThat(test.tau()).isCloseTo(.8787878787878788, EXACT);
    assertThat(test.z()).isCloseTo(3.9086352435453273, EXACT);
    assertThat(test.p()).isCloseTo(9.281898133695066e-05, EXACT);
  }

  @Test
  void correctedTestOfWeeks() {
    MannKendall test = MannKendall.hamedRao(WEEKS, WEEKS.length - 1);

    assertThat(test.variance()).isCloseTo(317.95897435897433, within(1e-9));
    assertThat(test.z()).isCloseTo(3.196607484458557, EXACT);
    assertThat(test.p()).isCloseTo(.0013905400800418022, EXACT);
  }

  @Test
  void slopeOfWeeksIsScipys() {
    double[] x = new double[WEEKS.length];
    for (int week = 0; week < x.length; week++) {
      x[week] = week;
    }
    TheilSen line = TheilSen.fit(x, WEEKS);

    assertThat(line.slope()).isCloseTo(.00833333333333334, EXACT);
    assertThat(line.intercept()).isCloseTo(.6991666666666666, EXACT);
    assertThat(line.low()).isCloseTo(.0064285714285714345, EXACT);
    assertThat(line.high()).isCloseTo(.010000000000000009, EXACT);
  }

  @Test
  void tiedWaveWithAllLagsAndWithThree() {
    double[] wave = wave();

    assertThat(MannKendall.of(wave).score()).isEqualTo(10);
    assertThat(MannKendall.of(wave).variance()).isCloseTo(7335.333333333333, within(1e-9));
    assertThat(MannKendall.of(wave).p()).isCloseTo(.9163099256873903, EXACT);
    assertThat(MannKendall.hamedRao(wave, 39).variance())
        .isCloseTo(10260.641129509948, within(1e-7));
    assertThat(MannKendall.hamedRao(wave, 39).p()).isCloseTo(.9292014736538994, EXACT);
    assertThat(MannKendall.hamedRao(wave, 3).variance()).isCloseTo(34155.19114427399, within(1e-7));
    assertThat(MannKendall.hamedRao(wave, 3).p()).isCloseTo(.9611596995222116, EXACT);
  }

  @Test
  void zigzagMakesTheCorrectedTestSurer() {
    double[] zigzag = new double[25];
    for (int i = 0; i < zigzag.length; i++) {
      double value = (i % 2 == 0 ? 1 : -1) * (1 + 0.1 * (i % 5)) + 0.01 * i * i;
      zigzag[i] = Math.round(value * 100) / 100.0;
    }

    assertThat(MannKendall.of(zigzag).z()).isCloseTo(4.55421882334491, EXACT);
    assertThat(MannKendall.hamedRao(zigzag, 24).variance())
        .isCloseTo(1314.9303243722502, within(1e-8));
    assertThat(MannKendall.hamedRao(zigzag, 24).p()).isCloseTo(7.55125622031727e-08, EXACT);
    assertThat(MannKendall.hamedRao(zigzag, 3).variance())
        .isCloseTo(1429.1970713373596, within(1e-8));
  }

  @Test
  void constantHasNoTrend() {
    MannKendall test = MannKendall.hamedRao(new double[] {2, 2, 2, 2, 2}, 4);

    assertThat(test.z()).isZero();
    assertThat(test.p()).isEqualTo(1);
  }

  @Test
  void twoValuesAreRefused() {
    assertThatThrownBy(() -> MannKendall.of(new double[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 values");
  }

  private static double[] wave() {
    double[] wave = new double[40];
    for (int i = 0; i < wave.length; i++) {
      wave[i] = Math.round((Math.sin(i / 3.0) + 0.02 * i) * 10) / 10.0;
    }
    return wave;
  }
}
