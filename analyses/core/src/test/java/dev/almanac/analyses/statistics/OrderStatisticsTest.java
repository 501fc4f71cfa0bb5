package dev.almanac.analyses.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderStatisticsTest {

  @Test
  void medianIsTheMiddleOrTheMeanOfTheTwoInTheMiddle() {
    assertThat(OrderStatistics.median(new double[] {3, 1, 2})).isEqualTo(2);
    assertThat(OrderStatistics.median(new double[] {4, 1, 3, 2})).isEqualTo(2.5);
    assertThat(OrderStatistics.median(new double[] {7})).isEqualTo(7);
    assertThat(OrderStatistics.median(new double[0])).isNaN();
  }

  @Test
  void medianLeavesTheArrayAsItIs() {
    double[] values = {3, 1, 2};
    OrderStatistics.median(values);
    assertThat(values).containsExactly(3, 1, 2);
    assertThat(OrderStatistics.median(new double[] {9, 1, 2, 3, 9}, 1, 4)).isEqualTo(2);
  }

  /** numpy.quantile([1, 2, 4, 8], q). */
  @Test
  void quantilesAreThoseOfNumPy() {
    double[] sorted = {1, 2, 4, 8};
    assertThat(OrderStatistics.quantile(sorted, 0)).isEqualTo(1);
    assertThat(OrderStatistics.quantile(sorted, 0.25)).isEqualTo(1.75);
    assertThat(OrderStatistics.quantile(sorted, 0.5)).isEqualTo(3);
    assertThat(OrderStatistics.quantile(sorted, 0.9)).isEqualTo(6.8, within(1e-15));
    assertThat(OrderStatistics.quantile(sorted, 1)).isEqualTo(8);
  }

  @Test
  void quantileAtAnInfiniteNeighbourIsNotNaN() {
    double[] sorted = {1, 2, Double.POSITIVE_INFINITY};
    assertThat(OrderStatistics.quantile(sorted, 0.5)).isEqualTo(2);
  }

  @Test
  void deviationOfNormalNumbersEstimatesTheirSd() {
    Random random = new Random(1);
    double[] values = random.doubles(20_000).map(unused -> 3 * random.nextGaussian()).toArray();
    double sd = OrderStatistics.MAD_TO_SD * OrderStatistics.medianAbsoluteDeviation(values);
    assertThat(sd).isEqualTo(3, within(0.1));
  }

  @Test
  void betweenEqualValuesThereIsNoOther() {
    assertThat(OrderStatistics.quantile(new double[] {.1, .1}, .3)).isEqualTo(.1);
    double endless = Double.POSITIVE_INFINITY;
    assertThat(OrderStatistics.quantile(new double[] {1, endless, endless}, .75))
        .isEqualTo(endless);
    assertThat(OrderStatistics.quantile(new double[] {-1.7e308, 1.7e308}, .5)).isZero();
  }

  @Test
  void selectedAreTheValuesThatSortingPutsThere() {
    Random random = new Random(7);
    for (int round = 0; round < 400; round++) {
      int size = 1 + random.nextInt(round % 20 == 0 ? 5_000 : 90);
      int kinds = 1 + random.nextInt(size);
      double[] values = new double[size];
      for (int index = 0; index < size; index++) {
        values[index] =
            switch (round % 4) {
              case 0 -> random.nextGaussian();
              case 1 -> random.nextInt(kinds);
              case 2 -> index;
              default -> size - index;
            };
      }
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      int low = random.nextInt(size);
      int high = low + random.nextInt(size - low);
      OrderStatistics.select(values, new int[] {low, high});
      assertThat(values[low]).isEqualTo(sorted[low]);
      assertThat(values[high]).isEqualTo(sorted[high]);
      assertThat(OrderStatistics.median(values)).isEqualTo(OrderStatistics.quantile(sorted, .5));
      Arrays.sort(values);
      assertThat(values).containsExactly(sorted);
    }
  }

  @Test
  void medianOfManyHasNaNLast() {
    double[] values = new double[101];
    Arrays.fill(values, 0, 50, 1);
    Arrays.fill(values, 50, 101, Double.NaN);
    assertThat(OrderStatistics.median(values)).isNaN();
    values[50] = Double.NEGATIVE_INFINITY;
    assertThat(OrderStatistics.median(values)).isEqualTo(1);
  }
}
