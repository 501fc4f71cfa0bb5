package dev.almanac.analyses.pooling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against statsmodels' {@code combine_effects}, and the laws that pooling keeps. */
final class RandomEffectsTest {

  private static final Offset<Double> EXACTLY = within(1e-12);

  /** Made by {@code src/test/python/pooling_golden.py}. */
  private static final List<Study> GOLDEN =
      studies(
          new double[] {.10, .30, .35, .65, .45, .15}, new double[] {.03, .03, .05, .01, .05, .02});

  @Test
  void fixedEffectIsThatOfStatsmodels() {
    Pooled pooled = RandomEffects.pool(GOLDEN, Estimator.FIXED);

    assertThat(pooled.mean()).isEqualTo(.3967532467532467, EXACTLY);
    assertThat(pooled.standardError()).isEqualTo(.062418778393235924, EXACTLY);
    assertThat(pooled.q()).isEqualTo(12.805627705627714, EXACTLY);
    assertThat(pooled.qProbability()).isEqualTo(.025269952612901995, EXACTLY);
    assertThat(pooled.i2()).isEqualTo(.609546668469626, EXACTLY);
    assertThat(pooled.h2()).isEqualTo(2.5611255411255427, EXACTLY);
  }

  @Test
  void derSimonianLairdIsThatOfStatsmodels() {
    Pooled pooled = RandomEffects.pool(GOLDEN, Estimator.DERSIMONIAN_LAIRD);

    assertThat(pooled.tau2()).isEqualTo(.039785966460723785, EXACTLY);
    assertThat(pooled.mean()).isEqualTo(.34424967841900606, EXACTLY);
    assertThat(pooled.standardError()).isEqualTo(.10675419027375892, EXACTLY);
  }

  /**
   * The root of Paule and Mandel's equation, found by SciPy's {@code brentq}. statsmodels stops its
   * iteration where Q is within 1e-5 of k - 1, which is 1e-8 away from it.
   */
  @Test
  void pauleMandelWithHartungKnappSolvesItsEquation() {
    Pooled pooled = RandomEffects.pool(GOLDEN, Estimator.PAULE_MANDEL);

    assertThat(pooled.tau2()).isEqualTo(0.023161172942595933, EXACTLY);
    assertThat(pooled.mean()).isEqualTo(0.3511545113720498, EXACTLY);
    assertThat(pooled.standardError()).isEqualTo(0.09194724281560843, EXACTLY);
    assertThat(pooled.low()).isEqualTo(0.11479659915340512, EXACTLY);
    assertThat(pooled.high()).isEqualTo(0.5875124235906944, EXACTLY);
    assertThat(pooled.predictionLow()).isEqualTo(-0.14251794989484806, EXACTLY);
    assertThat(pooled.predictionHigh()).isEqualTo(0.8448269726389477, EXACTLY);
    assertThat(pooled.tau2()).isEqualTo(.023161163811329825, within(1e-8));
    assertThat(pooled.mean()).isEqualTo(.3511545171667313, within(1e-8));
    assertThat(pooled.standardError()).isEqualTo(.09194723384524459, within(1e-8));
  }

  @Test
  void oneStudyIsItself() {
    for (Estimator estimator : Estimator.values()) {
      Pooled pooled = RandomEffects.pool(List.of(new Study(.7, .04)), estimator);

      assertThat(pooled.mean()).isEqualTo(.7);
      assertThat(pooled.standardError()).isEqualTo(.2, EXACTLY);
      assertThat(pooled.low()).isEqualTo(.7 - 1.959963984540054 * .2, EXACTLY);
      assertThat(pooled.tau2()).isZero();
      assertThat(pooled.i2()).isZero();
      assertThat(pooled.predictionLow()).isNaN();
    }
  }

  @Test
  void studiesThatAgreeHaveNoVarianceBetweenThem() {
    List<Study> equal = studies(new double[] {.2, .2, .2, .2}, new double[] {.1, .2, .3, .4});

    for (Estimator estimator : Estimator.values()) {
      Pooled pooled = RandomEffects.pool(equal, estimator);

      assertThat(pooled.tau2()).isZero();
      assertThat(pooled.mean()).isEqualTo(.2, EXACTLY);
      assertThat(pooled.standardError()).isPositive();
    }
  }

  @Test
  void varianceBetweenProjectsIsNeverBelowZeroAndOrderDoesNotMatter() {
    SplittableRandom random = new SplittableRandom(7);
    for (int trial = 0; trial < 300; trial++) {
      List<Study> studies = new ArrayList<>();
      for (int study = 0; study < 2 + trial % 9; study++) {
        studies.add(new Study(random.nextDouble() * .2, .01 + random.nextDouble()));
      }
      List<Study> shuffled = new ArrayList<>(studies);
      Collections.shuffle(shuffled, new Random(trial));
      for (Estimator estimator : Estimator.values()) {
        Pooled pooled = RandomEffects.pool(studies, estimator);
        assertThat(pooled.tau2()).isNotNegative();
        assertThat(pooled.low()).isLessThan(pooled.mean());
        assertThat(RandomEffects.pool(shuffled, estimator).mean())
            .isEqualTo(pooled.mean(), EXACTLY);
      }
    }
  }

  @Test
  void scaleAndShiftGoThrough() {
    List<Study> moved =
        GOLDEN.stream().map(s -> new Study(3 * s.effect() - 1, 9 * s.variance())).toList();

    Pooled pooled = RandomEffects.pool(GOLDEN, Estimator.PAULE_MANDEL);
    Pooled other = RandomEffects.pool(moved, Estimator.PAULE_MANDEL);

    assertThat(other.mean()).isEqualTo(3 * pooled.mean() - 1, EXACTLY);
    assertThat(other.tau2()).isEqualTo(9 * pooled.tau2(), EXACTLY);
    assertThat(other.i2()).isEqualTo(pooled.i2(), EXACTLY);
  }

  @Test
  void refusesWhatCannotBePooled() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RandomEffects.pool(List.of(), Estimator.FIXED));
    assertThatIllegalArgumentException().isThrownBy(() -> new Study(Double.NaN, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Study(1, 0));
  }

  private static List<Study> studies(double[] effects, double[] variances) {
    List<Study> studies = new ArrayList<>();
    for (int index = 0; index < effects.length; index++) {
      studies.add(new Study(effects[index], variances[index]));
    }
    return studies;
  }
}
