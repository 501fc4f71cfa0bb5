package dev.almanac.analyses.pooling;

import java.util.Arrays;

/** Spread, quantiles and rank correlation of plain arrays. */
final class Numbers {

  private Numbers() {}

  /** Returns the sample standard deviation. */
  static double sd(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }

  /** Returns a quantile of sorted values by linear interpolation (Hyndman and Fan's type 7). */
  static double quantile(double[] sorted, double probability) {
    double position = probability * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] == sorted[above]
        ? sorted[below]
        : sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }

  /** Returns Spearman's rank correlation, ties sharing ranks; NaN if one side does not vary. */
  static double spearman(double[] a, double[] b) {
    return pearson(ranks(a), ranks(b));
  }

  private static double[] ranks(double[] values) {
    Integer[] order = new Integer[values.length];
    for (int index = 0; index < order.length; index++) {
      order[index] = index;
    }
    Arrays.sort(order, (left, right) -> Double.compare(values[left], values[right]));
    double[] ranks = new double[values.length];
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to + 1 < order.length && values[order[to + 1]] == values[order[from]]) {
        to++;
      }
      for (int at = from; at <= to; at++) {
        ranks[order[at]] = (from + to) / 2.0;
      }
      from = to + 1;
    }
    return ranks;
  }

  private static double pearson(double[] a, double[] b) {
    double middle = (a.length - 1) / 2.0;
    double both = 0;
    double first = 0;
    double second = 0;
    for (int index = 0; index < a.length; index++) {
      both += (a[index] - middle) * (b[index] - middle);
      first += (a[index] - middle) * (a[index] - middle);
      second += (b[index] - middle) * (b[index] - middle);
    }
    return first > 0 && second > 0 ? both / Math.sqrt(first * second) : Double.NaN;
  }
}
