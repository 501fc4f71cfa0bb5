package dev.almanac.analyses.convergence;

import static dev.almanac.analyses.convergence.Curves.curve;
import static dev.almanac.analyses.convergence.Curves.features;
import static dev.almanac.analyses.convergence.Curves.noisy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.almanac.analyses.direction.Direction;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CurveFeaturesTest {

  private static final DoubleUnaryOperator DECAY = step -> 1 + 9 * Math.exp(-step / 50.0);

  @Test
  void levelsOfAShortCurveAreExact() {
    CurveFeatures found = features(8, 4, 2, 6, 3);

    assertThat(found.first()).isEqualTo(8);
    assertThat(found.last()).isEqualTo(3);
    assertThat(found.finalLevel()).isEqualTo(3);
    assertThat(found.best()).isEqualTo(2);
    assertThat(found.bestX()).isEqualTo(2);
    // Best so far 8 4 2 2 2: (6 + 3 + 2 + 2) / 4.
    assertThat(found.area()).isEqualTo(3.25);
    // Over ln 1 .. ln 5: trapezoids of widths ln 2, ln 3/2, ln 4/3, ln 5/4.
    double area = 6 * Math.log(2) + 3 * Math.log(1.5) + 2 * Math.log(4 / 3.0 * 1.25);
    assertThat(found.logarithmicArea()).isCloseTo(area / Math.log(5), within(1e-14));
  }

  @Test
  void thresholdsAreInterpolatedBetweenPoints() {
    CurveFeatures found = features(10, 6, 2, 0);

    assertThat(found.thresholds())
        .extracting(Threshold::kind, Threshold::value, Threshold::xReached)
        .containsExactly(
            tuple("improvement_50", 5.0, 1.25),
            tuple("improvement_90", 1.0, 2.5),
            tuple("improvement_95", 0.5, 2.75),
            tuple("improvement_99", 10 - .99 * 10, 2.95));
  }

  @Test
  void thresholdThatIsNotReachedIsCensoredAtTheLastPoint() {
    BestSoFar best = BestSoFar.of(new double[] {0, 4, 9}, new double[] {3, 2, 5});

    Threshold never = best.threshold("target", 1, 1);
    Threshold atOnce = best.threshold("target", 3, 1);

    assertThat(never.reached()).isFalse();
    assertThat(never.xCensored()).isEqualTo(9);
    assertThat(atOnce.xReached()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noiseIsMeasuredInSpiteOfTheTrend(long seed) {
    assertThat(features(noisy(2_000, 0.05, seed, DECAY)).noiseSd()).isCloseTo(0.05, within(0.005));
  }

  @Test
  void plateauOfAnExponentialIsWhereOnePercentIsLeft() {
    CurveFeatures found = features(noisy(1_000, 0, 1, DECAY));

    // exp(-x/50) = .01 at x = 50 ln 100 = 230.
    assertThat(found.plateauX()).isCloseTo(50 * Math.log(100), within(1.0));
    assertThat(found.wastedShare()).isCloseTo(1 - 230.3 / 999, within(0.002));
    assertThat(found.verdict()).isEqualTo(Verdict.CONVERGED);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void slowlyFallingCurveIsStillImproving(long seed) {
    CurveFeatures found = features(noisy(200, 0.02, seed, step -> 5 - 0.01 * step));

    assertThat(found.end().stillImproving()).isTrue();
    assertThat(found.end().slope()).isCloseTo(-0.01, within(0.002));
    assertThat(found.end().low()).isLessThan(-0.01 + 0.002);
    assertThat(found.verdict()).isEqualTo(Verdict.STILL_IMPROVING);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shortCurvesTellTheirEndFromTwelvePoints(long seed) {
    DoubleUnaryOperator early = step -> 1 + 9 * Math.exp(-step);

    assertThat(features(noisy(14, 0.01, seed, step -> 9 - step / 2)).verdict())
        .isEqualTo(Verdict.STILL_IMPROVING);
    assertThat(features(noisy(14, 0.01, seed, early)).verdict()).isEqualTo(Verdict.CONVERGED);
    assertThat(features(noisy(11, 0.01, seed, early)).verdict()).isEqualTo(Verdict.END_UNCLEAR);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void flatEndIsNotImproving(long seed) {
    CurveFeatures found = features(noisy(1_000, 0.02, seed, DECAY));

    assertThat(found.end().stillImproving()).isFalse();
    assertThat(found.verdict()).isEqualTo(Verdict.CONVERGED);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noiseAroundAConstantIsNoLearning(long seed) {
    CurveFeatures found = features(noisy(300, 0.1, seed, step -> 2));

    assertThat(found.verdict()).isEqualTo(Verdict.NO_LEARNING);
    assertThat(found.spikes()).isEmpty();
    assertThat(found.divergence()).isEmpty();
  }

  @Test
  void higherIsBetterMirrorsLowerIsBetter() {
    double[] loss = noisy(300, 0.05, 9, DECAY);
    double[] score = Arrays.stream(loss).map(value -> -value).toArray();

    CurveFeatures low = features(loss);
    CurveFeatures high = CurveFeatures.of(curve(score), Direction.MAX, Optional.empty());

    assertThat(high.best()).isEqualTo(-low.best());
    assertThat(high.bestX()).isEqualTo(low.bestX());
    assertThat(high.area()).isEqualTo(-low.area());
    assertThat(high.plateauX()).isEqualTo(low.plateauX());
    assertThat(high.noiseSd()).isEqualTo(low.noiseSd());
    assertThat(high.end().slope()).isEqualTo(-low.end().slope());
    assertThat(high.end().low()).isEqualTo(-low.end().high());
    assertThat(high.verdict()).isEqualTo(low.verdict());
    assertThat(high.thresholds()).hasSameSizeAs(low.thresholds());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shapeDoesNotDependOnTheUnitOfTheMetric(long seed) {
    double[] values = noisy(400, 0.1, seed, DECAY);
    // A power of two and an exact shift keep all comparisons as they are.
    double[] scaled = Arrays.stream(values).map(value -> 1_024 * value).toArray();

    CurveFeatures one = features(values);
    CurveFeatures other = features(scaled);

    assertThat(other.plateauX()).isEqualTo(one.plateauX());
    assertThat(other.wastedShare()).isEqualTo(one.wastedShare());
    assertThat(other.noiseSd()).isEqualTo(1_024 * one.noiseSd());
    assertThat(other.spikes()).hasSameSizeAs(one.spikes());
    assertThat(other.verdict()).isEqualTo(one.verdict());
    assertThat(other.oscillation()).isEqualTo(one.oscillation());
    assertThat(other.end().slope()).isEqualTo(1_024 * one.end().slope());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void bestSoFarNeverRises(long seed) {
    double[] values = noisy(500, 2, seed, DECAY);
    BestSoFar best = BestSoFar.of(curve(values).x(), values);

    for (int index = 1; index < values.length; index++) {
      assertThat(best.best()[index]).isLessThanOrEqualTo(best.best()[index - 1]);
    }
    assertThat(best.value()).isEqualTo(Arrays.stream(values).min().orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void trendUnderTheNoiseIsStillLearning(long seed) {
    CurveFeatures found = features(noisy(400, 1, seed, step -> 3 - step / 200.0));

    assertThat(found.verdict()).isIn(Verdict.STILL_IMPROVING, Verdict.CONVERGED);
  }

  @Test
  void fewNoisyPointsDoNotProveThatNothingWasLearned() {
    assertThat(features(1, 1.1, 0.9, 1.2, 0.95, 1.05).verdict()).isEqualTo(Verdict.TOO_SHORT);
  }

  @Test
  void alternatingCurveChangesSignEveryTime() {
    CurveFeatures found = features(1, 2, 1, 2, 1, 2, 1, 2, 1);

    assertThat(found.oscillation().signChanges()).isEqualTo(1);
    assertThat(found.oscillation().autocorrelation()).isLessThan(-0.8);
    assertThat(features(9, 8, 7, 6, 5, 4, 2).oscillation().signChanges()).isZero();
  }

  @Test
  void onePointIsAValue() {
    CurveFeatures found = features(0.5);

    assertThat(found.best()).isEqualTo(0.5);
    assertThat(found.area()).isEqualTo(0.5);
    assertThat(found.noiseSd()).isNaN();
    assertThat(found.wastedShare()).isNaN();
    assertThat(found.end().stillImproving()).isNull();
    assertThat(found.verdict()).isEqualTo(Verdict.TOO_SHORT);
    assertThat(found.reason()).startsWith("One point");
  }

  @Test
  void constantCurveLearnsNothing() {
    CurveFeatures found = features(new double[100]);

    assertThat(found.noiseSd()).isZero();
    assertThat(found.plateauX()).isZero();
    assertThat(found.wastedShare()).isEqualTo(1);
    assertThat(found.thresholds()).isEmpty();
    assertThat(found.spikes()).isEmpty();
    assertThat(found.verdict()).isEqualTo(Verdict.NO_LEARNING);
  }

  @Test
  void curveWithoutFiniteValuesHasOnlyItsEvents() {
    CurveFeatures found = features(Double.NaN, Double.POSITIVE_INFINITY, Double.NaN);

    assertThat(found.verdict()).isEqualTo(Verdict.NO_VALUES);
    assertThat(found.curve().nonFiniteX()).containsExactly(0, 1, 2);
    assertThat(found.divergence()).contains(new Divergence(Divergence.Kind.NON_FINITE, 1));
    assertThat(found.reason()).isEqualTo("No value is finite.");
  }

  @Test
  void hugeValuesGiveLevelsAndAReason() {
    double huge = 1e308;

    CurveFeatures found = features(huge, -huge, huge, -huge, huge, -huge, 1, 2, 3, 4, 5, 6);

    assertThat(found.last()).isEqualTo(6);
    assertThat(found.noiseSd()).isNaN();
    assertThat(found.reason()).contains("overflow");
  }

  @Test
  void unknownDirectionLeavesOutWhatNeedsOne() {
    CurveFeatures found =
        CurveFeatures.of(curve(noisy(100, 0.1, 1, DECAY)), Direction.UNKNOWN, Optional.empty());

    assertThat(found.best()).isNaN();
    assertThat(found.plateauX()).isNaN();
    assertThat(found.noiseSd()).isCloseTo(0.1, within(0.03));
    assertThat(found.verdict()).isEqualTo(Verdict.UNKNOWN_DIRECTION);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void anySeriesOfAnyLengthGivesFeatures(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] odd = {0, -0.0, 1e-320, 1e300, -1e300, Double.NaN, Double.NEGATIVE_INFINITY, 1, 1};
    for (int size = 1; size < 60; size++) {
      double[] values = new double[size];
      Arrays.setAll(values, index -> odd[random.nextInt(odd.length)]);
      for (Direction direction : Direction.values()) {
        CurveFeatures found =
            CurveFeatures.of(curve(values), direction, Optional.of(curve(values)));
        assertThat(found.curve().pointsLogged()).isEqualTo(size);
      }
    }
  }
}
