package dev.almanac.analyses.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What Optuna 5.0.0.dev's pruners did on eight runs of ten steps, {@code A + B / sqrt(step + 1)},
 * one after another.
 */
final class GoldenReplayTest {

  private static final double[] A = {.30, .42, .25, .50, .22, .45, .35, .20};
  private static final double[] B = {.7, .4, .9, .5, .8, .2, .6, 1.1};

  private final Replay replay = Replay.of(runs());

  @Test
  void medianKeepsTheBest() {
    check(PercentileRule.median(5, 0), 64, false, -1, -1, -1, -1, -1, -1, 2, 0);
  }

  @Test
  void medianWithTwoRunsOfStartUpKillsTheBest() {
    check(PercentileRule.median(2, 0), 35, true, -1, -1, 0, 0, 0, -1, 0, 0);
    assertThat(ReplayScore.of(replay, PercentileRule.median(2, 0)).regret())
        .isCloseTo(.513246 - .472982, within(1e-5));
  }

  @Test
  void warmUpSavesTheBest() {
    check(PercentileRule.median(2, 3), 56, false, -1, -1, 3, 3, -1, -1, 3, 3);
  }

  @Test
  void quarterKillsTheBest() {
    check(PercentileRule.percentile(25, 2, 0), 35, true, -1, -1, 0, 0, 0, -1, 0, 0);
  }

  @Test
  void halvingKillsTheBest() {
    check(HalvingRule.halving(1, 2), 41, true, -1, 8, 1, 1, 2, -1, 2, 1);
    check(HalvingRule.halving(1, 4), 40, true, -1, -1, 1, 1, 1, -1, 1, 1);
  }

  @Test
  void bracketsAreThoseOfOptuna() {
    HalvingRule rule = HalvingRule.hyperband(1, 9, 3, "study");

    assertThat(rule.brackets()).isEqualTo(3);
    assertThat(rule.name()).isEqualTo("Hyperband (from 1, 1 of 3, 3 brackets)");
  }

  /** Li et al., JMLR 18 (2018), algorithm 1 with their example of R = 81 and a factor of 3. */
  @Test
  void bracketsOfHyperbandAreThoseOfThePaper() {
    HalvingRule rule = HalvingRule.hyperband(1, 81, 3, "study");

    assertThat(rule.budgets()).containsExactly(81, 34, 15, 8, 5);

    int[] dealt = new int[5];
    for (int number = 0; number < 14_300; number++) {
      dealt[rule.bracketOf(number)]++;
    }
    // Dealt by a checksum as if by chance: the sd of the first is 59, of the last 22.
    assertThat(dealt[0]).isCloseTo(8_100, within(240));
    assertThat(dealt[1]).isCloseTo(3_400, within(210));
    assertThat(dealt[2]).isCloseTo(1_500, within(150));
    assertThat(dealt[3]).isCloseTo(800, within(110));
    assertThat(dealt[4]).isCloseTo(500, within(90));
  }

  private void check(StopRule rule, int used, boolean bestKilled, int... stops) {
    ReplayScore score = ReplayScore.of(replay, rule);

    assertThat(score.stops()).containsExactly(stops);
    assertThat(80 - score.stepsSaved()).isEqualTo(used);
    assertThat(score.savedShare()).isCloseTo((80 - used) / 80.0, within(1e-12));
    assertThat(score.bestKilled()).isEqualTo(bestKilled);
    assertThat(score.secondsSaved()).isNaN();
  }

  private static List<LoggedRun> runs() {
    List<LoggedRun> runs = new ArrayList<>();
    for (int index = 0; index < A.length; index++) {
      double[] x = new double[10];
      double[] y = new double[10];
      double[] seconds = new double[10];
      for (int step = 0; step < 10; step++) {
        x[step] = step;
        y[step] = A[index] + B[index] / Math.sqrt(step + 1);
        seconds[step] = Double.NaN;
      }
      runs.add(new LoggedRun("r" + index, null, true, index, Double.NaN, x, y, seconds));
    }
    return runs;
  }
}
