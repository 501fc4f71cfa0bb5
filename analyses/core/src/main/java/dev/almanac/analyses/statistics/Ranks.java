package dev.almanac.analyses.statistics;

import java.util.Arrays;

/** Ranks and correlations of plain arrays. */
public final class Ranks {
  private Ranks() {}

  /** Return ranks from 1, ties sharing their mean; NaN sorts last. */
  public static double[] of(double[] values) {
    double[] sorted = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      // Adding 0 turns −0, which would sort below 0, into 0.
      sorted[i] = values[i] + 0.0;
    }
    Arrays.sort(sorted);
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int first = first(sorted, values[i] + 0.0);
      ranks[i] = 1 + (first + last(sorted, first)) / 2.0;
    }
    return ranks;
  }

  private static int first(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Double.compare(sorted[middle], value) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Return the last place of the value at a place, doubling the stride while it is the same. */
  private static int last(double[] sorted, int first) {
    double value = sorted[first];
    int low = first;
    int stride = 1;
    while (low + stride < sorted.length && Double.compare(sorted[low + stride], value) == 0) {
      low += stride;
      stride *= 2;
    }
    int high = Math.min(sorted.length - 1, low + stride - 1);
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (Double.compare(sorted[middle], value) > 0) {
        high = middle - 1;
      } else {
        low = middle;
      }
    }
    return low;
  }

  /** Return Spearman's rank correlation; 0 when one side does not vary. */
  public static double correlation(double[] a, double[] b) {
    return pearson(of(a), of(b));
  }

  /** Return Spearman's rank correlation; NaN when one side does not vary. */
  public static double spearman(double[] a, double[] b) {
    // Rounding can lead one bit beyond.
    return Math.max(-1, Math.min(1, productMoment(of(a), of(b))));
  }

  /** Return the product-moment correlation; 0 when one side does not vary. */
  public static double pearson(double[] a, double[] b) {
    double found = productMoment(a, b);
    return Double.isNaN(found) ? 0 : found;
  }

  private static double productMoment(double[] a, double[] b) {
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
    return scale > 0 ? ab / scale : Double.NaN;
  }
}
