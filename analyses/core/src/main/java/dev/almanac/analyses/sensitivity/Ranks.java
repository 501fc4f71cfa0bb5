package dev.almanac.analyses.sensitivity;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Ranks, quantiles and rank correlation of plain arrays. */
final class Ranks {
  private Ranks() {}

  /** Return ranks from 1, ties sharing their mean; NaN sorts last. */
  static double[] of(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    int from = 0;
    while (from < order.length) {
      int to = from;
      while (to + 1 < order.length && same(values[order[to + 1]], values[order[from]])) {
        to++;
      }
      for (int i = from; i <= to; i++) {
        ranks[order[i]] = 1 + (from + to) / 2.0;
      }
      from = to + 1;
    }
    return ranks;
  }

  private static boolean same(double a, double b) {
    return a == b || (Double.isNaN(a) && Double.isNaN(b));
  }

  /** Return Spearman's rank correlation; 0 when one side does not vary. */
  static double correlation(double[] a, double[] b) {
    return pearson(of(a), of(b));
  }

  /** Return the product-moment correlation; 0 when one side does not vary. */
  static double pearson(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElse(0);
    double meanB = Arrays.stream(b).average().orElse(0);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    double scale = Math.sqrt(aa * bb);
    return scale > 0 ? ab / scale : 0;
  }

  /** Return a quantile of sorted values by linear interpolation (Hyndman &amp; Fan's type 7). */
  static double quantile(double[] sorted, double probability) {
    double position = probability * (sorted.length - 1);
    int below = (int) Math.floor(position);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
