package dev.almanac.analyses.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class CurveCleaningTest {

  private static final double NAN = Double.NaN;

  @Test
  void lastValueOfAStepCounts() {
    Curve curve = clean(steps(0, 1, 1, 2), 5, 4, 3, 2);

    assertThat(curve.x()).containsExactly(0, 1, 2);
    assertThat(curve.y()).containsExactly(5, 3, 2);
    assertThat(curve.overwritten()).isEqualTo(1);
    assertThat(curve.restarts()).isZero();
    assertThat(curve.pointsLogged()).isEqualTo(4);
  }

  @Test
  void laterAttemptOfAResumedRunWins() {
    Curve curve = clean(steps(0, 1, 2, 3, 4, 2, 3), 9, 8, 7, 6, 5, 70, 60);

    assertThat(curve.x()).containsExactly(0, 1, 2, 3);
    assertThat(curve.y()).containsExactly(9, 8, 70, 60);
    assertThat(curve.restarts()).isEqualTo(1);
    assertThat(curve.overwritten()).isEqualTo(3);
  }

  @Test
  void resumedFromACheckpointBetweenLoggedStepsIsARestart() {
    Curve curve = clean(steps(0, 10, 20, 30, 40, 15, 25), 9, 8, 7, 6, 5, 4, 3);

    assertThat(curve.x()).containsExactly(0, 10, 15, 25);
    assertThat(curve.restarts()).isEqualTo(1);
  }

  @Test
  void pointsOutOfOrderAreSortedAndAreNoRestart() {
    Curve curve = clean(steps(0, 2, 1, 5, 4, 3), 9, 7, 8, 4, 5, 6);

    assertThat(curve.x()).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(curve.y()).containsExactly(9, 8, 7, 6, 5, 4);
    assertThat(curve.restarts()).isZero();
    assertThat(curve.overwritten()).isZero();
  }

  @Test
  void pointsOfOneStepAreDrawnOverTime() {
    Curve curve =
        CurveCleaning.clean(
            new LoggedPoints(
                steps(0, 0, 0), new double[] {100, 102.5, 110}, new double[] {3, 2, 1}));

    assertThat(curve.axis()).isEqualTo(XAxis.TIME);
    assertThat(curve.x()).containsExactly(0, 2.5, 10);
  }

  @Test
  void pointsOfOneStepWithoutUsableTimesAreDrawnInTheirOrder() {
    assertThat(clean(steps(0, 0, 0), 3, 2, 1).axis()).isEqualTo(XAxis.ORDINAL);
    Curve sameTime =
        CurveCleaning.clean(
            new LoggedPoints(steps(7, 7, 7), new double[] {5, 5, 5}, new double[] {3, 2, 1}));
    assertThat(sameTime.axis()).isEqualTo(XAxis.ORDINAL);
    assertThat(sameTime.x()).containsExactly(0, 1, 2);
    assertThat(sameTime.overwritten()).isZero();
  }

  @Test
  void nonFiniteValuesAreKeptAsideWithTheirX() {
    Curve curve = clean(steps(-3, 0, 5, 6), 1, NAN, Double.POSITIVE_INFINITY, 2);

    assertThat(curve.x()).containsExactly(-3, 6);
    assertThat(curve.nonFiniteX()).containsExactly(0, 5);
    assertThat(curve.lastX()).isEqualTo(6);
  }

  @Test
  void largestDoubleIsTheInfinityOfMlflowsSqlStores() {
    Curve curve = clean(steps(0, 1, 2), 1, Double.MAX_VALUE, -Double.MAX_VALUE);

    assertThat(curve.nonFiniteX()).containsExactly(1, 2);
  }

  @Test
  void stepsBeyondThePrecisionOfDoublesStayInOrder() {
    Curve curve = clean(steps(Long.MAX_VALUE - 1, Long.MAX_VALUE), 1, 2);

    assertThat(curve.size()).isEqualTo(1);
    assertThat(curve.y()).containsExactly(2);
    assertThat(curve.overwritten()).isEqualTo(1);
  }

  @Test
  void noPointsAreNoCurve() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LoggedPoints(new long[0], new double[0], new double[0]));
  }

  private static Curve clean(long[] steps, double... values) {
    return CurveCleaning.clean(Curves.points(steps, values));
  }

  private static long[] steps(long... steps) {
    return LongStream.of(steps).toArray();
  }
}
