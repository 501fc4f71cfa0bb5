package dev.almanac.analyses.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SegmentationTest {

  private static final double[] WEEKS = {
    .70, .71, .69, .70, .72, .71, .78, .79, .77, .78, .80, .79, .78, .70, .69, .71, .70, .72
  };

  @ParameterizedTest
  @CsvSource({".001", ".005", ".01"})
  void cutsWhereTheLevelSteps(double penalty) {
    assertThat(Segmentation.of(WEEKS, ones(WEEKS.length), penalty, 2).starts())
        .containsExactly(6, 13);
  }

  @Test
  void dearCutsAreLeftOut() {
    assertThat(Segmentation.of(WEEKS, ones(WEEKS.length), .02, 2).starts()).isEmpty();
  }

  /** Every partition of short weighted series, by brute force. */
  @Test
  void noPartitionIsBetter() {
    Random random = new Random(7);
    for (int series = 0; series < 300; series++) {
      int count = 1 + random.nextInt(11);
      int least = 1 + random.nextInt(2);
      double penalty = random.nextDouble() * 6;
      double[] values = new double[count];
      double[] weights = new double[count];
      for (int index = 0; index < count; index++) {
        values[index] = random.nextGaussian() + (index > count / 2 ? 2 : 0) + 100;
        weights[index] = 0.2 + random.nextDouble() * 5;
      }
      Segmentation found = Segmentation.of(values, weights, penalty, least);
      if (count >= least) {
        double cost = cost(values, weights, mask(found.starts()), penalty, least);
        assertThat(found.cost()).isCloseTo(cost, within(1e-8));
        assertThat(cost).isCloseTo(least(values, weights, penalty, least), within(1e-8));
      }
    }
  }

  @Test
  void weightsAndPenaltyScaleTogether() {
    double[] weights = ones(WEEKS.length);
    Arrays.setAll(weights, index -> 1e6 * (1 + index % 3));
    double[] small = Arrays.stream(weights).map(weight -> weight / 1e6).toArray();

    assertThat(Segmentation.of(WEEKS, weights, 5e3, 2).starts())
        .isEqualTo(Segmentation.of(WEEKS, small, 5e-3, 2).starts());
  }

  @Test
  void constantAndEmptySeriesAreNotCut() {
    assertThat(Segmentation.of(new double[9], ones(9), 0, 1).starts()).isEmpty();
    assertThat(Segmentation.of(new double[0], ones(0), 1, 2))
        .isEqualTo(new Segmentation(new int[0], 0));
    assertThat(Segmentation.of(new double[] {3}, ones(1), 1, 2).starts()).isEmpty();
  }

  private static double least(double[] values, double[] weights, double penalty, int least) {
    double best = Double.POSITIVE_INFINITY;
    for (int mask = 0; mask < 1 << (values.length - 1); mask++) {
      best = Math.min(best, cost(values, weights, mask, penalty, least));
    }
    return best;
  }

  /** Bit i set means that a piece begins at value i + 1. */
  private static double cost(
      double[] values, double[] weights, int mask, double penalty, int least) {
    double cost = 0;
    int from = 0;
    for (int end = 1; end <= values.length; end++) {
      if (end == values.length || (mask >> (end - 1) & 1) == 1) {
        if (end - from < least) {
          return Double.POSITIVE_INFINITY;
        }
        double weight = 0;
        double sum = 0;
        for (int index = from; index < end; index++) {
          weight += weights[index];
          sum += weights[index] * values[index];
        }
        for (int index = from; index < end; index++) {
          cost += weights[index] * Math.pow(values[index] - sum / weight, 2);
        }
        cost += from > 0 ? penalty : 0;
        from = end;
      }
    }
    return cost;
  }

  private static int mask(int[] starts) {
    int mask = 0;
    for (int start : starts) {
      mask |= 1 << (start - 1);
    }
    return mask;
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }
}
