package dev.almanac.analyses.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.almanac.analyses.direction.Direction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HistoryTest {

  @Test
  void percentileIsTheShareThatStoodWorse() {
    List<PastRun> past = past(10);

    assertThat(History.of(-1, Direction.MIN, past).percentile()).isEqualTo(100);
    assertThat(History.of(20, Direction.MIN, past).percentile()).isZero();
    assertThat(History.of(20, Direction.MAX, past).percentile()).isEqualTo(100);
    assertThat(History.of(4, Direction.MIN, past).percentile()).isEqualTo(55);
  }

  @Test
  void unknownDirectionAndFewRunsHaveNone() {
    assertThat(History.of(1, Direction.UNKNOWN, past(10)).percentile()).isNaN();
    assertThat(History.of(1, Direction.MIN, past(4)).percentile()).isNaN();
    assertThat(History.of(Double.NaN, Direction.MIN, past(10)).percentile()).isNaN();
    assertThat(History.of(1, Direction.MIN, List.of()).usualEnd()).isNaN();
  }

  @Test
  void correlationTellsHowEarlyOneCanTell() {
    assertThat(History.of(1, Direction.MIN, past(10)).rankCorrelation())
        .isCloseTo(1, within(1e-12));
    List<PastRun> constant = new ArrayList<>();
    for (int index = 0; index < 10; index++) {
      constant.add(new PastRun(1, index, 100));
    }
    assertThat(History.of(1, Direction.MIN, constant).rankCorrelation()).isNaN();
  }

  private static List<PastRun> past(int runs) {
    List<PastRun> past = new ArrayList<>();
    for (int index = 0; index < runs; index++) {
      past.add(new PastRun(index, 2 * index, 100));
    }
    return past;
  }
}
