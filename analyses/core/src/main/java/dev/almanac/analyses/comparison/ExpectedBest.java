package dev.almanac.analyses.comparison;

import dev.almanac.analyses.direction.Direction;
import java.util.Arrays;

/**
 * The expected best of n runs drawn from those at hand: Dodge et al., "Show Your Work" (EMNLP
 * 2019). It takes the advantage away from weeks and groups that simply ran more.
 */
public final class ExpectedBest {

  private ExpectedBest() {}

  /**
   * Returns the expected best of n draws with replacement: the sum over the ordered values of
   * {@code v_i ((i/B)^n - ((i-1)/B)^n)}.
   *
   * @param values finite values of B runs; at least one
   * @param draws n, at least 1
   * @param direction {@link Direction#MIN} for the expected least; otherwise the expected greatest
   */
  public static double of(double[] values, int draws, Direction direction) {
    if (values.length == 0 || draws < 1) {
      throw new IllegalArgumentException(
          "Cannot expect the best of " + draws + " draws from " + values.length + " values");
    }
    double sign = direction == Direction.MIN ? -1 : 1;
    double[] sorted = Arrays.stream(values).map(value -> sign * value).sorted().toArray();
    double count = sorted.length;
    double sum = 0;
    for (int index = 0; index < sorted.length; index++) {
      sum +=
          sorted[index] * (Math.pow((index + 1) / count, draws) - Math.pow(index / count, draws));
    }
    return sign * sum;
  }
}
