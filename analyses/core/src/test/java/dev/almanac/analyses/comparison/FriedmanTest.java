package dev.almanac.analyses.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Eight projects, four configurations: statistics and post-hoc tests against SciPy. */
final class FriedmanTest {

  /** One row a project; {@code src/test/python/pooling_golden.py} has them too. */
  static final double[][] SCORES = {
    {.83, .79, .81, .75},
    {.91, .88, .90, .86},
    {.64, .66, .61, .60},
    {.77, .74, .78, .70},
    {.95, .93, .94, .93},
    {.58, .55, .57, .50},
    {.88, .83, .86, .84},
    {.71, .69, .72, .66}
  };

  private final Friedman friedman = Friedman.of(SCORES);

  @Test
  void ranksAndStatisticsAreThoseOfDemsar() {
    assertThat(friedman.meanRanks()).containsExactly(1.375, 2.9375, 1.875, 3.8125);
    assertThat(friedman.chiSquare()).isEqualTo(17.1375, within(1e-12));
    assertThat(friedman.chiSquareTied()).isEqualTo(17.354430379746823, within(1e-12));
    assertThat(friedman.probabilityTied()).isEqualTo(.0005974895918349391, within(1e-12));
    assertThat(friedman.imanDavenport()).isEqualTo(17.480874316939886, within(1e-12));
    assertThat(friedman.probability()).isEqualTo(6.355968697167846e-06, within(1e-15));
  }

  @Test
  void nemenyiIsThatOfTheStudentisedRange() {
    assertThat(friedman.criticalDifference()).isEqualTo(1.6583028784917075, within(1e-9));
    assertThat(friedman.nemenyi(0, 1)).isEqualTo(0.07322205449086783, within(1e-9));
    assertThat(friedman.nemenyi(0, 2)).isEqualTo(0.8659775649526871, within(1e-9));
    assertThat(friedman.nemenyi(0, 3)).isEqualTo(0.000916012256116927, within(1e-9));
    assertThat(friedman.nemenyi(1, 2)).isEqualTo(0.3527442277079712, within(1e-9));
    assertThat(friedman.nemenyi(1, 3)).isEqualTo(0.5274343938975339, within(1e-9));
    assertThat(friedman.nemenyi(2, 3)).isEqualTo(0.014287667194675002, within(1e-9));
  }

  @Test
  void criticalValuesAreThoseOfTheTable() {
    double[] table = {1.960, 2.344, 2.569, 2.728, 2.850, 2.948, 3.031, 3.102, 3.164};
    double[] tenth = {1.645, 2.052, 2.291, 2.460, 2.589, 2.693, 2.780, 2.855, 2.920};
    for (int k = 2; k <= 10; k++) {
      double value = StudentizedRange.exceededBy(.05, k) / Math.sqrt(2);
      assertThat(value).isEqualTo(table[k - 2], within(1.1e-3));
      assertThat(StudentizedRange.exceededBy(.1, k) / Math.sqrt(2))
          .isEqualTo(tenth[k - 2], within(1.1e-3));
    }
  }

  @Test
  void tasksThatAllAgreeGiveAnInfiniteStatistic() {
    Friedman same = Friedman.of(new double[][] {{3, 2, 1}, {30, 20, 10}, {.3, .2, .1}});

    assertThat(same.imanDavenport()).isInfinite();
    assertThat(same.probability()).isZero();
  }

  @Test
  void equalScoresEverywhereAreNoDifference() {
    Friedman same = Friedman.of(new double[][] {{1, 1}, {2, 2}});

    assertThat(same.chiSquareTied()).isNaN();
    assertThat(same.probabilityTied()).isEqualTo(1);
    assertThat(same.probability()).isEqualTo(1);
  }
}
