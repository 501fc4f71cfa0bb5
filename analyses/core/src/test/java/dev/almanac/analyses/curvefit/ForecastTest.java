package dev.almanac.analyses.curvefit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class ForecastTest {

  @Test
  void extrapolatesAPowerLaw() {
    double[] y = TrueCurves.noisy(50, .002, 1, x -> .1 + Math.pow(x, -.5));

    Forecast forecast = forecast(y, 100);

    assertThat(forecast.extrapolates()).isTrue();
    assertThat(forecast.value()).isCloseTo(.2, within(.01));
    assertThat(forecast.low()).isLessThan(.2);
    assertThat(forecast.high()).isGreaterThan(.2);
    assertThat(forecast.families().stream().mapToDouble(FamilyForecast::weight).sum())
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void aFewPointsAreTheLastValue() {
    Forecast forecast = forecast(new double[] {3, 2, 1.5}, 10);

    assertThat(forecast.extrapolates()).isFalse();
    assertThat(forecast.value()).isEqualTo(1.5);
    assertThat(forecast.leading().fit().family()).isEqualTo(Family.LAST1);
  }

  @Test
  void noiseIsNotExtrapolated() {
    Forecast forecast = forecast(TrueCurves.noisy(50, .1, 7, x -> 1), 100);

    assertThat(forecast.value()).isCloseTo(1, within(.4));
    assertThat(forecast.low()).isLessThan(1);
    assertThat(forecast.high()).isGreaterThan(1);
  }

  @Test
  void isNeverWorseThanTheLastValueOnCurvesOfSShape() {
    SplittableRandom random = new SplittableRandom(11);
    double ours = 0;
    double last = 0;
    for (int curve = 0; curve < 60; curve++) {
      double middle = 5 + 25 * random.nextDouble();
      double width = 1 + 4 * random.nextDouble();
      DoubleUnaryOperator truth = x -> 1 / (1 + Math.exp(-(x - middle) / width));
      double[] y = TrueCurves.noisy(50, .002, curve, truth);
      Forecast forecast = forecast(y, 100);
      double error = Math.abs(forecast.value() - truth.applyAsDouble(100));
      double lastError = Math.abs(y[49] - truth.applyAsDouble(100));
      ours += error;
      last += lastError;
    }
    assertThat(ours).isLessThanOrEqualTo(last);
  }

  @Test
  void intervalsCoverWhatHappens() {
    SplittableRandom random = new SplittableRandom(12);
    int covered = 0;
    double ours = 0;
    double last = 0;
    for (int curve = 0; curve < 100; curve++) {
      double power = .2 + random.nextDouble();
      double rate = .01 + .1 * random.nextDouble();
      boolean exponential = random.nextBoolean();
      DoubleUnaryOperator truth =
          exponential ? x -> .1 + Math.exp(-rate * x) : x -> .1 + Math.pow(x, -power);
      double[] y = TrueCurves.noisy(100, .01, curve, truth);
      Forecast forecast = forecast(Arrays.copyOf(y, 50), 100);
      covered += forecast.low() <= y[99] && y[99] <= forecast.high() ? 1 : 0;
      ours += Math.abs(forecast.value() - truth.applyAsDouble(100));
      last += Math.abs(y[49] - truth.applyAsDouble(100));
    }
    assertThat(covered).isGreaterThan(84);
    assertThat(ours).isLessThan(.7 * last);
  }

  @Test
  void equalInputGivesEqualForecasts() {
    double[] y = TrueCurves.noisy(50, .01, 9, x -> .1 + Math.pow(x, -.5));

    assertThat(forecast(y, 100)).isEqualTo(forecast(y, 100));
  }

  @Test
  void longCurvesAreThinnedAndSaySo() {
    double[] y = TrueCurves.noisy(5_000, .01, 9, x -> .1 + Math.pow(x, -.3));

    Forecast forecast = forecast(y, 10_000);

    assertThat(forecast.points()).isLessThanOrEqualTo(200);
    assertThat(forecast.points() + forecast.merged() + forecast.warmUp()).isEqualTo(5_000);
    assertThat(forecast.value()).isCloseTo(.1 + Math.pow(1e4, -.3), within(.01));
  }

  @Test
  void theWarmUpIsLeftOut() {
    double[] y = TrueCurves.noisy(200, .001, 9, x -> x < 6 ? x : .1 + 5 * Math.pow(x - 4, -.5));

    Forecast forecast = forecast(y, 400);

    assertThat(forecast.warmUp()).isBetween(4, 6);
  }

  @Test
  void oddInputIsAnswered() {
    assertThat(Forecast.of(new double[0], new double[0], 10)).isEmpty();
    assertThat(Forecast.of(new double[] {1}, new double[] {Double.NaN}, 10)).isEmpty();
    assertThat(Forecast.of(new double[] {1}, new double[] {1}, Double.NaN)).isEmpty();
    assertThat(Forecast.of(new double[] {1}, new double[] {4}, 10).orElseThrow().value())
        .isEqualTo(4);
    assertThat(
            Forecast.of(new double[] {5, 4, 6, 6}, new double[] {1, 2, 3, 4}, 10)
                .orElseThrow()
                .points())
        .isEqualTo(2);
    double[] huge = TrueCurves.noisy(30, 1e300, 2, x -> 1e305 / x);
    assertThat(forecast(huge, 60).value()).isFinite();
  }

  private static Forecast forecast(double[] y, double horizon) {
    return Forecast.of(TrueCurves.steps(y.length), y, horizon).orElseThrow();
  }
}
