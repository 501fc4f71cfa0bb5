package dev.almanac.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.reports.chart.Chart.Point;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThinningTest {

  @Test
  void shortLinesStayAsTheyAre() {
    List<Point> points = points(Thinning.MOST_POINTS);

    assertThat(Thinning.thin(points)).isSameAs(points);
  }

  @Test
  void longLinesKeepEndsAndExtremesInOrder() {
    List<Point> points = points(10_000);

    List<Point> thinned = Thinning.thin(points);

    assertThat(thinned).hasSizeLessThanOrEqualTo(Thinning.MOST_POINTS).hasSizeGreaterThan(290);
    assertThat(thinned).startsWith(points.get(0)).endsWith(points.get(9_999));
    assertThat(thinned).contains(points.get(7_777));
    assertThat(thinned).isSubsetOf(points);
    assertThat(thinned).isSortedAccordingTo((a, b) -> Double.compare(a.x(), b.x()));
  }

  @Test
  void stretchesWithoutValuesAreLeftOut() {
    List<Point> points =
        IntStream.range(0, 1_000)
            .mapToObj(i -> new Point(i, i > 400 && i < 600 ? Double.NaN : i))
            .toList();

    assertThat(Thinning.thin(points)).noneMatch(point -> point.x() > 410 && point.x() < 590);
  }

  /** A gentle wave with one spike. */
  private static List<Point> points(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Point(i, i == 7_777 ? 99 : Math.sin(i / 100.0)))
        .toList();
  }
}
