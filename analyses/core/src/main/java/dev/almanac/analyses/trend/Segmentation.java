package dev.almanac.analyses.trend;

import java.util.Arrays;

/**
 * Cuts a series into pieces of constant level: exactly, by dynamic programming (Jackson et al., "An
 * algorithm for optimal partitioning of data on an interval", IEEE Signal Processing Letters 12,
 * 2005). Among partitions of equal cost the one with the fewer and earlier cuts wins.
 *
 * @param starts index of the first value of each piece after the first, ascending
 * @param cost weighted squares about the pieces' means, and the penalties of the cuts
 */
public record Segmentation(int[] starts, double cost) {

  /** Two costs this close, relative to the series' whole, are equal but for rounding. */
  private static final double EQUAL = 1e-12;

  /** Copies the array. */
  public Segmentation {
    starts = starts.clone();
  }

  @Override
  public int[] starts() {
    return starts.clone();
  }

  /**
   * Returns the partition of least cost.
   *
   * @param values finite values
   * @param weights a positive weight for each, the reciprocal of its variance
   * @param penalty what a cut costs, at least 0
   * @param least fewest values of a piece, at least 1
   */
  public static Segmentation of(double[] values, double[] weights, double penalty, int least) {
    if (values.length != weights.length || least < 1) {
      throw new IllegalArgumentException(
          "Cannot cut " + values.length + " values with " + weights.length + " weights");
    }
    Sums sums = Sums.of(values, weights);
    int count = values.length;
    double slack = EQUAL * sums.cost(0, count);
    double[] best = new double[count + 1];
    int[] from = new int[count + 1];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    best[0] = 0;
    for (int end = least; end <= count; end++) {
      best[end] = sums.cost(0, end);
      for (int start = least; start + least <= end; start++) {
        double cost = best[start] + penalty + sums.cost(start, end);
        if (cost < best[end] - slack) {
          best[end] = cost;
          from[end] = start;
        }
      }
    }
    return new Segmentation(starts(from, count), count < least ? 0 : best[count]);
  }

  private static int[] starts(int[] from, int count) {
    int cuts = 0;
    for (int start = from[count]; start > 0; start = from[start]) {
      cuts++;
    }
    int[] starts = new int[cuts];
    for (int start = from[count]; start > 0; start = from[start]) {
      starts[--cuts] = start;
    }
    return starts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Segmentation that
        && Arrays.equals(starts, that.starts)
        && cost == that.cost;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(starts) + Double.hashCode(cost);
  }

  @Override
  public String toString() {
    return "Segmentation" + Arrays.toString(starts) + " at " + cost;
  }

  /** Running sums, from which the cost of a piece follows at once. */
  private record Sums(double[] weight, double[] first, double[] second) {

    /** Values are taken about their mean, so that the squares do not cancel. */
    static Sums of(double[] values, double[] weights) {
      double all = 0;
      double mean = 0;
      for (int index = 0; index < values.length; index++) {
        all += weights[index];
        mean += (values[index] - mean) * weights[index] / all;
      }
      double[] weight = new double[values.length + 1];
      double[] first = new double[values.length + 1];
      double[] second = new double[values.length + 1];
      for (int index = 0; index < values.length; index++) {
        double value = values[index] - mean;
        weight[index + 1] = weight[index] + weights[index];
        first[index + 1] = first[index] + weights[index] * value;
        second[index + 1] = second[index] + weights[index] * value * value;
      }
      return new Sums(weight, first, second);
    }

    double cost(int start, int end) {
      double sum = first[end] - first[start];
      double squares = second[end] - second[start];
      return Math.max(0, squares - sum * sum / (weight[end] - weight[start]));
    }
  }
}
