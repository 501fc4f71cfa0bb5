package dev.almanac.analyses.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CurveBandTest {

  @Test
  void curvesAreInterpolatedOntoTheUnionOfTheirPlaces() {
    CurveBand band =
        CurveBand.of(
            List.of(curve(0, 0, 4, 4), curve(0, 2, 2, 4, 4, 6), curve(0, 10, 1, 10, 4, 10)));

    assertThat(band.points()).extracting(BandPoint::x).containsExactly(0.0, 1.0, 2.0, 4.0);
    BandPoint one = band.points().get(1);
    assertThat(one.n()).isEqualTo(3);
    // At 1 the curves are at 1, 3 and 10.
    assertThat(one.median()).isEqualTo(3);
    assertThat(one.mean()).isCloseTo(14 / 3.0, within(1e-14));
    assertThat(one.q25()).isEqualTo(2);
    assertThat(one.q75()).isEqualTo(6.5);
    assertThat(one.q10()).isCloseTo(1.4, within(1e-14));
    assertThat(one.q90()).isCloseTo(8.6, within(1e-14));
    assertThat(band.stoppedBefore()).isNaN();
  }

  @Test
  void noCurveIsDrawnBeyondItsEndAndTheBandStopsWhereRunsEnd() {
    CurveBand band =
        CurveBand.of(
            List.of(curve(0, 1, 2, 1), curve(0, 1, 4, 1), curve(0, 1, 6, 1), curve(0, 1, 8, 1)));

    assertThat(band.points()).extracting(BandPoint::x).containsExactly(0.0, 2.0, 4.0);
    assertThat(band.points()).extracting(BandPoint::n).containsExactly(4, 4, 3);
    assertThat(band.stoppedBefore()).isEqualTo(6);
    assertThat(band.runsBeyond()).isEqualTo(2);
  }

  @Test
  void bandBeginsWhereEnoughRunsHaveBegun() {
    CurveBand band = CurveBand.of(List.of(curve(0, 1, 9, 1), curve(3, 1, 9, 1), curve(5, 1, 9, 1)));

    assertThat(band.points()).extracting(BandPoint::x).containsExactly(5.0, 9.0);
  }

  @Test
  void tailOfAFewAmongManyIsLeftOut() {
    List<Thinning> curves = new ArrayList<>();
    for (int run = 0; run < 40; run++) {
      curves.add(run < 9 ? curve(0, 1, 100, 1) : curve(0, 1, 50, 1));
    }

    CurveBand band = CurveBand.of(curves);

    assertThat(band.points()).extracting(BandPoint::x).containsExactly(0.0, 50.0);
    assertThat(band.runsBeyond()).isEqualTo(9);
  }

  @Test
  void longUnionIsThinnedToTwoHundredPlacesWithBothEnds() {
    double[] x = new double[5_000];
    Arrays.setAll(x, index -> index);
    Thinning line = new Thinning(x, x);

    CurveBand band = CurveBand.of(List.of(line, line, line));

    assertThat(band.points()).hasSize(CurveBand.MOST_PLACES);
    assertThat(band.points().get(0).x()).isZero();
    assertThat(band.points().get(199).x()).isEqualTo(4_999);
    assertThat(band.points()).allMatch(point -> point.median() == point.x() && point.sd() == 0);
  }

  @Test
  void twoCurvesMakeNoBand() {
    assertThat(CurveBand.of(List.of(curve(0, 1, 1, 1), curve(0, 1, 1, 1))).points()).isEmpty();
  }

  @Test
  void intervalOfTheMedianFollowsTheBinomialTable() {
    // Ranks of the 95 % interval for n = 6, 10, 20, 50: 1, 2, 6, 18 (sign test table).
    assertThat(low(5)).isNaN();
    assertThat(low(6)).isEqualTo(1);
    assertThat(low(10)).isEqualTo(2);
    assertThat(low(20)).isEqualTo(6);
    assertThat(low(50)).isEqualTo(18);
    assertThat(point(20).high()).isEqualTo(15);
  }

  private static double low(int count) {
    return point(count).low();
  }

  private static BandPoint point(int count) {
    double[] values = new double[count];
    Arrays.setAll(values, index -> index + 1);
    return BandPoint.of(0, values);
  }

  private static Thinning curve(double... pairs) {
    double[] x = new double[pairs.length / 2];
    double[] y = new double[x.length];
    Arrays.setAll(x, index -> pairs[2 * index]);
    Arrays.setAll(y, index -> pairs[2 * index + 1]);
    return new Thinning(x, y);
  }
}
