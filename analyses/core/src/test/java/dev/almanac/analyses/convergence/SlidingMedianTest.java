package dev.almanac.analyses.convergence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SlidingMedianTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 40, 101})
  void agreesWithSortingEachWindow(int size) {
    SplittableRandom random = new SplittableRandom(size);
    double[] values = random.doubles(size).map(value -> Math.rint(10 * value)).toArray();
    for (int half = 1; half < 25; half += 3) {
      double[] clipped = SlidingMedian.clipped(values, half);
      double[] centred = SlidingMedian.centred(values, half);
      for (int index = 0; index < size; index++) {
        int from = Math.max(0, index - half);
        int to = Math.min(size, index + half + 1);
        int reach = Math.min(half, Math.min(index, size - 1 - index));
        assertThat(clipped[index]).isEqualTo(OrderStatistics.median(values, from, to));
        assertThat(centred[index])
            .isEqualTo(OrderStatistics.median(values, index - reach, index + reach + 1));
      }
    }
  }
}
