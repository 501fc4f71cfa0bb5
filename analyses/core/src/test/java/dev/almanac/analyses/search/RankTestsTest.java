package dev.almanac.analyses.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers by SciPy 1.17: spearmanr, mannwhitneyu, hypergeom. */
class RankTestsTest {

  private static final double[] SOME = {1.5, 2, 2, 3.5, 4};
  private static final double[] OTHERS = {2, 3, 5, 5.5, 6, 7, 8};

  @Test
  void trendIsSpearmans() {
    double[] values = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7};
    RankTests.Finding found = RankTests.trend(values, 5);

    assertThat(found.effect()).isCloseTo(0.640107826719308, within(1e-12));
    assertThat(found.p()).isCloseTo(0.01367312883550398, within(1e-12));
    assertThat(RankTests.trend(values, 20).p()).isNaN();
    assertThat(RankTests.trend(new double[20], 5).p()).isNaN();
  }

  @Test
  void differenceIsMannAndWhitneys() {
    RankTests.Finding found = RankTests.difference(SOME, OTHERS, 3);

    assertThat(found.effect()).isCloseTo(-0.7142857142857143, within(1e-12));
    assertThat(found.p()).isCloseTo(0.04969643417982582, within(1e-12));
    assertThat(RankTests.difference(SOME, OTHERS, 6).p()).isNaN();
    assertThat(RankTests.difference(new double[4], new double[4], 3).p()).isNaN();
  }

  @Test
  void tailsAreHypergeometric() {
    assertThat(Hypergeometric.atLeast(4, 6, 10, 30)).isCloseTo(0.07603890362511054, within(1e-12));
    assertThat(Hypergeometric.atLeast(0, 6, 10, 30)).isCloseTo(1, within(1e-12));
    assertThat(Hypergeometric.twoSided(0, 6, 10, 30)).isCloseTo(0.13055450296829607, within(1e-12));
    assertThat(Hypergeometric.atLeast(3, 3, 3, 3)).isCloseTo(1, within(1e-12));
  }

  @Test
  void keysAreInTheOrderInWhichPeopleCount() {
    List<String> keys =
        Arrays.asList("s/10", "s/9", "s/09", "a", "s/9b", "s/", "s/100000000000000000000");
    keys.sort(NaturalOrder.INSTANCE);

    assertThat(keys)
        .containsExactly("a", "s/", "s/09", "s/9", "s/9b", "s/10", "s/100000000000000000000");
  }
}
