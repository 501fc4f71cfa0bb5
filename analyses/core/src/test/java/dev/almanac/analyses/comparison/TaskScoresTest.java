package dev.almanac.analyses.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against rliable's own tests (tests/rliable/metrics_test.py) and small cases by hand. */
final class TaskScoresTest {

  private static final TaskScores X =
      new TaskScores(List.of(new double[] {1, 2, 1, 2}, new double[] {2, 2, 1, 1}));
  private static final TaskScores Y =
      new TaskScores(List.of(new double[] {1, 2, 3}, new double[] {1, 2, 3}));

  @Test
  void summariesAreThoseOfRliable() {
    assertThat(X.mean()).isEqualTo(1.5);
    assertThat(X.median()).isEqualTo(1.5);
    assertThat(X.interquartileMean()).isEqualTo(1.5);
    assertThat(Y.mean()).isEqualTo(2);
    assertThat(Y.median()).isEqualTo(2);
    assertThat(Y.interquartileMean()).isEqualTo(2);
    assertThat(X.probabilityOfImprovement(Y)).isEqualTo(1 / 3.0, within(1e-12));
    assertThat(Y.probabilityOfImprovement(X)).isEqualTo(2 / 3.0, within(1e-12));
    assertThat(X.probabilityOfImprovement(X)).isEqualTo(.5, within(1e-12));
  }

  @Test
  void interquartileMeanOverProjectsIsThatOfSciPy() {
    List<double[]> rows = new ArrayList<>(List.of(FriedmanTest.SCORES));

    assertThat(new TaskScores(rows).interquartileMean()).isEqualTo(.77125, within(1e-12));
  }

  @Test
  void gapIsTakenFromWhatDoesNotReachTheTarget() {
    assertThat(X.optimalityGap(1)).isEqualTo(0, within(1e-12));
    assertThat(X.optimalityGap(2)).isEqualTo(.5, within(1e-12));
    assertThat(Y.shareAbove(1)).isEqualTo(2 / 3.0, within(1e-12));
    assertThat(Y.shareAbove(3)).isZero();
  }

  @Test
  void taskWithManyRunsCountsAsMuchAsOneWithFew() {
    double[] many = new double[400];
    TaskScores uneven = new TaskScores(List.of(many, new double[] {1, 1, 1, 1}));

    assertThat(uneven.mean()).isEqualTo(.5);
    assertThat(uneven.interquartileMean()).isEqualTo(.5, within(1e-9));
  }
}
