package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.statistics.Ranks;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Measure how far two params were changed together, 0 to 1: rank correlation between numbers,
 * bias-corrected correlation ratio of ranks between a number and categories (Kelley's ε², 1935),
 * bias-corrected Cramér's V between categories (Bergsma, J. Korean Stat. Soc. 42, 2013). Numbers
 * are ranked once, among the runs that have them.
 */
final class Association {
  private static final int LEAST_RUNS = 10;

  private final ParamColumn param;
  private final double[] values;

  private Association(ParamColumn param, double[] values) {
    this.param = param;
    this.values = values;
  }

  /** Prepare a column for comparison. */
  static Association of(ParamColumn param) {
    double[] values = IntStream.range(0, param.size()).mapToDouble(param::value).toArray();
    if (param.type().isNumeric()) {
      double[] ranks = Ranks.of(values);
      for (int run = 0; run < values.length; run++) {
        values[run] = Double.isNaN(values[run]) ? Double.NaN : ranks[run];
      }
    }
    return new Association(param, values);
  }

  /** Return the association over the runs that have both; 0 if those are too few. */
  double with(Association other) {
    if (param.presentCount() == values.length && other.param.presentCount() == values.length) {
      return values.length < LEAST_RUNS ? 0 : between(values, other.values, other);
    }
    int both = 0;
    double[] left = new double[values.length];
    double[] right = new double[values.length];
    for (int run = 0; run < values.length; run++) {
      if (!Double.isNaN(values[run]) && !Double.isNaN(other.values[run])) {
        left[both] = values[run];
        right[both++] = other.values[run];
      }
    }
    if (both < LEAST_RUNS) {
      return 0;
    }
    return between(Arrays.copyOf(left, both), Arrays.copyOf(right, both), other);
  }

  private double between(double[] x, double[] y, Association other) {
    if (param.type().isNumeric()) {
      return other.param.type().isNumeric()
          ? Math.abs(Ranks.pearson(x, y))
          : correlationRatio(y, other.choices(), x);
    }
    return other.param.type().isNumeric()
        ? correlationRatio(x, choices(), y)
        : cramer(x, choices(), y, other.choices());
  }

  private int choices() {
    return param.space().choices().size();
  }

  /** Return the correlation of having the one with having the other; 0 if all runs have one. */
  double presenceWith(Association other) {
    int all = values.length;
    if (param.presentCount() == all || other.param.presentCount() == all) {
      return 0;
    }
    double[] left = Arrays.stream(values).map(v -> Double.isNaN(v) ? 0 : 1).toArray();
    double[] right = Arrays.stream(other.values).map(v -> Double.isNaN(v) ? 0 : 1).toArray();
    return Math.abs(Ranks.pearson(left, right));
  }

  private static double correlationRatio(double[] category, int categories, double[] ranks) {
    double[] count = new double[categories];
    double[] sum = new double[categories];
    double total = 0;
    double square = 0;
    for (int i = 0; i < ranks.length; i++) {
      count[(int) category[i]]++;
      sum[(int) category[i]] += ranks[i];
      total += ranks[i];
      square += ranks[i] * ranks[i];
    }
    double all = square - total * total / ranks.length;
    double within = square;
    int used = 0;
    for (int c = 0; c < categories; c++) {
      if (count[c] > 0) {
        within -= sum[c] * sum[c] / count[c];
        used++;
      }
    }
    if (!(all > 0) || used < 2 || ranks.length <= used) {
      return 0;
    }
    double corrected = 1 - within / (ranks.length - used) / (all / (ranks.length - 1));
    return Math.sqrt(Math.max(0, corrected));
  }

  private static double cramer(double[] a, int rowCount, double[] b, int columnCount) {
    double[][] table = new double[rowCount][columnCount];
    double[] row = new double[rowCount];
    double[] column = new double[columnCount];
    for (int i = 0; i < a.length; i++) {
      table[(int) a[i]][(int) b[i]]++;
      row[(int) a[i]]++;
      column[(int) b[i]]++;
    }
    double n = a.length;
    double phi = -1;
    int rows = 0;
    int columns = 0;
    for (int r = 0; r < rowCount; r++) {
      rows += row[r] > 0 ? 1 : 0;
      for (int c = 0; c < columnCount; c++) {
        phi += table[r][c] > 0 ? table[r][c] * table[r][c] / (row[r] * column[c]) : 0;
      }
    }
    for (double count : column) {
      columns += count > 0 ? 1 : 0;
    }
    double corrected = Math.max(0, phi - (rows - 1.0) * (columns - 1.0) / (n - 1));
    double r = rows - (rows - 1.0) * (rows - 1.0) / (n - 1);
    double c = columns - (columns - 1.0) * (columns - 1.0) / (n - 1);
    double most = Math.min(r - 1, c - 1);
    return most > 0 ? Math.min(1, Math.sqrt(corrected / most)) : 0;
  }
}
