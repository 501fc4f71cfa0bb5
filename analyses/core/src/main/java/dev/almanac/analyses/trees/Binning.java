package dev.almanac.analyses.trees;

import java.util.Arrays;

/**
 * The bins of a numeric param: every distinct value its own where there are few, else quantiles.
 * Bin i holds values in ({@code edges[i−1]}, {@code edges[i]}]; the last bin has no upper edge.
 * Immutable.
 */
public final class Binning {
  private final double[] edges;

  private Binning(double[] edges) {
    this.edges = edges;
  }

  /**
   * Choose the bins.
   *
   * @param values one per run; NaN (the param is missing) takes no part
   * @param most most bins, at least 1
   */
  public static Binning of(double[] values, int most) {
    double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double[] distinct = Arrays.stream(sorted).distinct().toArray();
    if (distinct.length <= most) {
      double[] edges = new double[Math.max(0, distinct.length - 1)];
      for (int i = 0; i < edges.length; i++) {
        edges[i] = between(distinct[i], distinct[i + 1]);
      }
      return new Binning(edges);
    }
    double[] edges = new double[most - 1];
    int count = 0;
    for (int i = 1; i < most; i++) {
      int at = (int) ((long) i * sorted.length / most);
      int next = at;
      while (next < sorted.length && sorted[next] == sorted[at - 1]) {
        next++;
      }
      if (next < sorted.length) {
        double edge = between(sorted[next - 1], sorted[next]);
        if (count == 0 || edge > edges[count - 1]) {
          edges[count++] = edge;
        }
      }
    }
    return new Binning(Arrays.copyOf(edges, count));
  }

  /** The middle lies below the upper value even where doubles are neighbours. */
  private static double between(double low, double high) {
    double middle = low + (high - low) / 2;
    return middle < high ? middle : low;
  }

  /** Return the number of bins. */
  public int bins() {
    return edges.length + 1;
  }

  /** Return the upper edges of all bins but the last, ascending; a copy. */
  public double[] edges() {
    return edges.clone();
  }

  /** Return the bin of a value; the one after the last for NaN. */
  public int bin(double value) {
    if (Double.isNaN(value)) {
      return edges.length + 1;
    }
    int found = Arrays.binarySearch(edges, value);
    return found >= 0 ? found : -found - 1;
  }
}
