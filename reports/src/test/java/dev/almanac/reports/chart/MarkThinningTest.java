package dev.almanac.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.reports.chart.Chart.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MarkThinningTest {

  @Test
  void fewMarksStayAsTheyAre() {
    List<Mark> marks = cloud(MarkThinning.MOST_MARKS);
    assertThat(MarkThinning.thin(marks, Axis.Kind.NUMBER, Axis.Kind.NUMBER)).isSameAs(marks);
  }

  @Test
  void manyAreThinnedInTheirOrder() {
    List<Mark> marks = cloud(5_000);
    List<Mark> thinned = MarkThinning.thin(marks, Axis.Kind.NUMBER, Axis.Kind.LOG);
    assertThat(thinned).hasSize(MarkThinning.MOST_MARKS).isSubsetOf(marks).doesNotHaveDuplicates();
    assertThat(thinned.stream().map(marks::indexOf)).isSorted();
    assertThat(MarkThinning.thin(marks, Axis.Kind.NUMBER, Axis.Kind.LOG)).isEqualTo(thinned);
  }

  @Test
  void theBestTheFrontAndTheOutermostStay() {
    List<Mark> marks = cloud(2_000);
    Mark best = new Mark(.5, .5, "best", Mark.Role.BEST);
    Mark front = new Mark(.4, .6, "front", Mark.Role.FRONT);
    Mark left = new Mark(-3, .5, "left", Mark.Role.RUN);
    Mark high = new Mark(.5, 9, "high", Mark.Role.RUN);
    marks.addAll(List.of(best, front, left, high));
    assertThat(MarkThinning.thin(marks, Axis.Kind.NUMBER, Axis.Kind.NUMBER))
        .contains(best, front, left, high);
  }

  @Test
  void aLonelyRunStaysBesideAThousandOnOneSpot() {
    List<Mark> marks = new ArrayList<>();
    for (int index = 0; index < 1_000; index++) {
      marks.add(new Mark(1, 1, "many" + index, Mark.Role.RUN));
    }
    marks.add(new Mark(0, 0, "corner", Mark.Role.RUN));
    marks.add(new Mark(2, 2, "other corner", Mark.Role.RUN));
    Mark lonely = new Mark(.3, 1.7, "lonely", Mark.Role.RUN);
    Mark failed = new Mark(.7, Double.NaN, "failed", Mark.Role.FAILED);
    marks.addAll(List.of(lonely, failed));
    assertThat(MarkThinning.thin(marks, Axis.Kind.NUMBER, Axis.Kind.NUMBER))
        .hasSize(MarkThinning.MOST_MARKS)
        .contains(lonely, failed);
  }

  private static List<Mark> cloud(int size) {
    SplittableRandom random = new SplittableRandom(7);
    List<Mark> marks = new ArrayList<>();
    for (int index = 0; index < size; index++) {
      marks.add(
          new Mark(random.nextDouble(), .1 + random.nextDouble(), "run" + index, Mark.Role.RUN));
    }
    return marks;
  }
}
