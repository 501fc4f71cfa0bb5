package dev.almanac.analyses.curvefit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class CurveFitterTest {

  @Test
  void recoversAPowerLaw() {
    FittedCurve fit = fit(Family.POW3, x -> .9 - .6 * Math.pow(x, -.5));

    assertThat(fit.converged()).isTrue();
    assertThat(fit.p1()).isCloseTo(.9, within(1e-8));
    assertThat(fit.p2()).isCloseTo(-.6, within(1e-8));
    assertThat(fit.p3()).isCloseTo(.5, within(1e-8));
    assertThat(fit.asymptote()).isEqualTo(fit.p1());
  }

  @Test
  void recoversAShiftedPowerLaw() {
    FittedCurve fit = fit(Family.POW4, x -> .2 + 2 * Math.pow(1 + (x - 1) / 7, -.8));

    assertThat(fit.p1()).isCloseTo(.2, within(1e-6));
    assertThat(fit.p2()).isCloseTo(2, within(1e-6));
    assertThat(fit.p3()).isCloseTo(.8, within(1e-5));
    assertThat(fit.p4()).isCloseTo(7, within(1e-4));
  }

  @Test
  void recoversAnExponential() {
    FittedCurve fit = fit(Family.EXP3, x -> .3 + 1.5 * Math.exp(-.07 * (x - 1)));

    assertThat(fit.p1()).isCloseTo(.3, within(1e-8));
    assertThat(fit.p2()).isCloseTo(1.5, within(1e-8));
    assertThat(fit.p3()).isCloseTo(.07, within(1e-8));
  }

  @Test
  void recoversMorganMercerFlodin() {
    FittedCurve fit = fit(Family.MMF4, x -> .8 - .7 / (1 + Math.pow(x / 20, 1.7)));

    assertThat(fit.p1()).isCloseTo(.8, within(1e-7));
    assertThat(fit.p2()).isCloseTo(-.7, within(1e-7));
    assertThat(fit.p3()).isCloseTo(1.7, within(1e-6));
    assertThat(fit.p4()).isCloseTo(20, within(1e-5));
  }

  @Test
  void recoversAWeibullThatLevenbergMarquardtFromRandomStartsRarelyFinds() {
    FittedCurve fit = fit(Family.WBL4, x -> .9 - .6 * Math.exp(-Math.pow(x / 12, .6)));

    assertThat(fit.p1()).isCloseTo(.9, within(1e-6));
    assertThat(fit.p2()).isCloseTo(-.6, within(1e-6));
    assertThat(fit.p3()).isCloseTo(.6, within(1e-6));
    assertThat(fit.p4()).isCloseTo(12, within(1e-4));
  }

  @Test
  void recoversTheFamiliesThatAreLinear() {
    FittedCurve logarithm = fit(Family.ILOG2, x -> .7 - .4 / Math.log(x + 1));
    FittedCurve vapour = fit(Family.VAP3, x -> Math.exp(-.6 - .5 / x + .04 * Math.log(x)));

    assertThat(logarithm.p1()).isCloseTo(.7, within(1e-10));
    assertThat(logarithm.p2()).isCloseTo(-.4, within(1e-10));
    assertThat(vapour.p1()).isCloseTo(-.6, within(1e-7));
    assertThat(vapour.p2()).isCloseTo(-.5, within(1e-7));
    assertThat(vapour.p3()).isCloseTo(.04, within(1e-7));
    assertThat(vapour.asymptote()).isNaN();
  }

  @Test
  void keepsTheAsymptoteWithinItsBounds() {
    double[] y = TrueCurves.noisy(60, 0, 1, x -> 1 - .1 * Math.log(x) / Math.log(2));
    FittedCurve free = fit(Family.POW3, y, Bounds.NONE);
    FittedCurve bounded = fit(Family.POW3, y, new Bounds(.35, 1));

    assertThat(free.p1()).isLessThan(.35);
    assertThat(bounded.p1()).isEqualTo(.35);
    assertThat(bounded.bounded()).isTrue();
    assertThat(bounded.rmse()).isGreaterThan(free.rmse());
  }

  @Test
  void outliersCountLess() {
    double[] y = TrueCurves.noisy(100, .002, 3, x -> .1 + Math.pow(x, -.7));
    for (int index = 30; index < 100; index += 17) {
      y[index] += 2;
    }
    CurveFitter fitter = new CurveFitter(TrueCurves.steps(100), ones(100));
    StepAxis axis = new StepAxis(0, 1);

    FittedCurve squares = fitter.fit(Family.POW3, y, axis, Bounds.NONE, false);
    FittedCurve robust = fitter.fit(Family.POW3, y, axis, Bounds.NONE, true);

    assertThat(Math.abs(robust.p1() - .1)).isLessThan(.5 * Math.abs(squares.p1() - .1));
  }

  @Test
  void oneFitDoesNotDependOnTheOneBefore() {
    double[] y = TrueCurves.noisy(100, .01, 4, x -> .1 + Math.pow(x, -.7));
    double[] other = TrueCurves.noisy(100, .01, 5, x -> 3 - Math.exp(-x / 9));
    CurveFitter fitter = new CurveFitter(TrueCurves.steps(100), ones(100));
    StepAxis axis = new StepAxis(0, 1);
    for (Family family : Family.values()) {
      FittedCurve first = fitter.fit(family, y, axis, Bounds.NONE, true);
      fitter.fit(family, other, axis, Bounds.NONE, true);

      assertThat(fitter.fit(family, y, axis, Bounds.NONE, true)).isEqualTo(first);
    }
  }

  @Test
  void oddValuesMakeNoFitAndNoError() {
    for (Family family : Family.values()) {
      fit(family, new double[] {5, 5, 5, 5, 5, 5, 5, 5}, Bounds.NONE);
      fit(family, new double[] {1e300, -1e300, 1e300, 0, 0, 0, 1, 2}, Bounds.NONE);
      fit(family, new double[] {1, 2, 3}, Bounds.NONE);
      fit(family, new double[] {0, 0, 0, -1e-320, 0, 0, 0, 0}, Bounds.NONE);
    }
  }

  private static FittedCurve fit(Family family, DoubleUnaryOperator truth) {
    return fit(family, TrueCurves.noisy(100, 0, 1, truth), Bounds.NONE);
  }

  private static FittedCurve fit(Family family, double[] y, Bounds bounds) {
    return new CurveFitter(TrueCurves.steps(y.length), ones(y.length))
        .fit(family, y, new StepAxis(0, 1), bounds, false);
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }
}
