package dev.almanac.analyses.curvefit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/**
 * Fits that others certified or published, without their start values. NIST's are from its
 * Statistical Reference Datasets, nonlinear regression; their models have no asymptote, which is to
 * say that it lies at 0. R's are the examples in the help of its self-starting models.
 */
final class CertifiedFitsTest {

  private static final Bounds AT_ZERO = new Bounds(0, 0);

  /** NIST DanWood: {@code y = b1·x^b2}, which rises; so it is fitted over the largest x / x. */
  @Test
  void nistDanWoodByThePowerLaw() {
    double[] x = {1.309, 1.471, 1.490, 1.565, 1.611, 1.680};
    double[] y = {2.138, 3.421, 3.597, 4.340, 4.882, 5.660};
    double most = 1.680;

    FittedCurve fit =
        fit(
            Family.POW3,
            reversed(Arrays.stream(x).map(each -> most / each).toArray()),
            reversed(y),
            AT_ZERO);

    certified(fit.p3(), 3.8604055871);
    certified(fit.p2() * Math.pow(most, -fit.p3()), 0.76886226176);
    certified(squares(fit, y.length), 4.3173084083e-3);
  }

  /** NIST Rat42: {@code y = b1 / (1 + exp(b2 - b3·x))}, over exp((80 - x) / 10). */
  @Test
  void nistRat42ByMorganMercerFlodin() {
    double[] x = {9, 14, 21, 28, 42, 57, 63, 70, 79};
    double[] y = {8.930, 10.800, 18.590, 22.330, 39.350, 56.110, 61.730, 64.620, 67.080};

    FittedCurve fit =
        fit(
            Family.MMF4,
            reversed(Arrays.stream(x).map(each -> Math.exp((80 - each) / 10)).toArray()),
            reversed(y),
            AT_ZERO);

    certified(fit.p2(), 72.462237576);
    certified(fit.p3() / 10, 0.067359200066);
    certified(fit.p3() * (8 - Math.log(fit.p4())), 2.6180768402);
    certified(squares(fit, y.length), 8.0565229338);
  }

  /** NIST Bennett5, of the higher level of difficulty: {@code y = b1·(b2 + x)^(-1/b3)}. */
  @Test
  void nistBennett5ByTheShiftedPowerLaw() throws IOException {
    double[][] table = bennett5();
    double[] x = table[0];

    FittedCurve fit = fit(Family.POW4, x, table[1], AT_ZERO);

    // Its certified sds are 2 to 12 % of the values: the sum of squares is what is flat there.
    assertThat(1 / fit.p3()).isCloseTo(0.93218483193, Percentage.withPercentage(.01));
    assertThat(fit.p4() - x[0]).isCloseTo(46.736564644, Percentage.withPercentage(.01));
    assertThat(fit.p2() * Math.pow(fit.p4(), fit.p3()))
        .isCloseTo(-2523.5058043, Percentage.withPercentage(.05));
    certified(squares(fit, x.length), 5.2404744073e-4);
  }

  /** R, {@code ?SSasymp}: Loblolly pines of seed 329. */
  @Test
  void loblollyPinesByTheExponential() {
    double[] age = {3, 5, 10, 15, 20, 25};
    double[] height = {3.93, 9.34, 26.08, 37.79, 48.31, 56.43};

    FittedCurve fit = fit(Family.EXP3, age, height, Bounds.NONE);

    assertThat(fit.p1()).isCloseTo(94.1282, within(1e-4));
    assertThat(fit.p1() + fit.p2() * Math.exp(fit.p3() * age[0])).isCloseTo(-8.2508, within(1e-4));
    assertThat(Math.log(fit.p3())).isCloseTo(-3.2176, within(1e-4));
  }

  /** R, {@code ?SSweibull}: the sixth chick. */
  @Test
  void chickWeightByTheWeibull() {
    double[] day = {2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 21};
    double[] weight = {49, 59, 74, 97, 124, 141, 148, 155, 160, 160, 157};

    FittedCurve fit = fit(Family.WBL4, day, weight, Bounds.NONE);

    assertThat(fit.p1()).isCloseTo(158.5012, within(2e-4));
    assertThat(fit.p2()).isCloseTo(-110.9971, within(2e-4));
    assertThat(fit.p3()).isCloseTo(2.6461, within(1e-4));
    assertThat(-fit.p3() * Math.log(fit.p4())).isCloseTo(-5.9934, within(2e-4));
  }

  /** R, {@code ?SSfpl}: the first chick, a logistic in the day and so over exp(day). */
  @Test
  void chickWeightByMorganMercerFlodin() {
    double[] day = {0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 21};
    double[] weight = {42, 51, 59, 64, 76, 93, 106, 125, 149, 171, 199, 205};

    FittedCurve fit =
        fit(Family.MMF4, Arrays.stream(day).map(Math::exp).toArray(), weight, Bounds.NONE);

    assertThat(fit.p1()).isCloseTo(348.971, within(.01));
    assertThat(fit.p1() + fit.p2()).isCloseTo(27.453, within(.002));
    assertThat(Math.log(fit.p4())).isCloseTo(19.391, within(.001));
    assertThat(1 / fit.p3()).isCloseTo(6.673, within(.001));
  }

  /** To the 6 digits that NIST asks for of good software. */
  private static void certified(double value, double expected) {
    assertThat(value).isCloseTo(expected, Percentage.withPercentage(1e-4));
  }

  private static double squares(FittedCurve fit, int points) {
    return fit.rmse() * fit.rmse() * points;
  }

  private static FittedCurve fit(Family family, double[] u, double[] y, Bounds bounds) {
    double[] ones = new double[u.length];
    Arrays.fill(ones, 1);
    return new CurveFitter(u, ones).fit(family, y, new StepAxis(0, 1), bounds, false);
  }

  private static double[] reversed(double[] values) {
    double[] reversed = new double[values.length];
    Arrays.setAll(reversed, index -> values[values.length - 1 - index]);
    return reversed;
  }

  private static double[][] bennett5() throws IOException {
    try (InputStream stream =
            requireNonNull(CertifiedFitsTest.class.getResourceAsStream("bennett5.csv"));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      List<String[]> rows = reader.lines().skip(2).map(line -> line.split(",", 2)).toList();
      double[][] table = new double[2][rows.size()];
      for (int row = 0; row < rows.size(); row++) {
        table[0][row] = Double.parseDouble(rows.get(row)[0]);
        table[1][row] = Double.parseDouble(rows.get(row)[1]);
      }
      return table;
    }
  }
}
