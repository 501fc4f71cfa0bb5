package dev.almanac.analyses.sensitivity;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sums of products of all columns, the constant and the metric over some runs: everything a linear
 * fit and its errors need, so that the runs are read once. The constant is column P, the metric P +
 * 1. Only the upper triangle is kept.
 */
final class Moments {
  /** Rows that are worked on together: their columns and one row of sums stay in the cache. */
  private static final int BLOCK = 64;

  private final double[][] sums;

  private Moments(double[][] sums) {
    this.sums = sums;
  }

  /**
   * Sum over the runs of each fold.
   *
   * @param layout the columns
   * @param params what they are made of
   * @param metric standardised metric
   * @param folds fold of each run
   * @param foldCount number of folds
   */
  static Moments[] byFold(
      EffectLayout layout, List<ParamColumn> params, double[] metric, int[] folds, int foldCount) {
    return IntStream.range(0, foldCount)
        .parallel()
        .mapToObj(fold -> ofFold(layout, params, metric, folds, fold))
        .toArray(Moments[]::new);
  }

  private static Moments ofFold(
      EffectLayout layout, List<ParamColumn> params, double[] metric, int[] folds, int fold) {
    int width = layout.columns() + 2;
    double[][] block = new double[BLOCK][width];
    double[][] sums = new double[width][width];
    int filled = 0;
    for (int run = 0; run < metric.length; run++) {
      if (folds[run] == fold) {
        double[] row = block[filled++];
        layout.row(params, run, row);
        row[width - 2] = 1;
        row[width - 1] = metric[run];
        if (filled == BLOCK) {
          add(block, filled, sums);
          filled = 0;
        }
      }
    }
    for (int rest = filled; rest < BLOCK; rest++) {
      Arrays.fill(block[rest], 0.0);
    }
    add(block, filled, sums);
    return new Moments(sums);
  }

  /** Rows beyond {@code filled} are zero, so blocks of four may overrun it. */
  private static void add(double[][] block, int filled, double[][] sums) {
    int width = sums.length;
    for (int i = 0; i < width; i++) {
      double[] target = sums[i];
      for (int r = 0; r < filled; r += 4) {
        addFour(block[r], block[r + 1], block[r + 2], block[r + 3], i, target);
      }
    }
  }

  private static void addFour(
      double[] p, double[] q, double[] r, double[] s, int i, double[] target) {
    double pi = p[i];
    double qi = q[i];
    double ri = r[i];
    double si = s[i];
    for (int j = i; j < target.length; j++) {
      target[j] += pi * p[j] + qi * q[j] + ri * r[j] + si * s[j];
    }
  }

  /** Return the sum of all parts. */
  static Moments total(Moments[] parts) {
    int width = parts[0].sums.length;
    double[][] sums = new double[width][width];
    for (Moments part : parts) {
      combine(sums, part.sums, 1);
    }
    return new Moments(sums);
  }

  /** Return these sums without those of a part. */
  Moments without(Moments part) {
    int width = sums.length;
    double[][] rest = new double[width][width];
    combine(rest, sums, 1);
    combine(rest, part.sums, -1);
    return new Moments(rest);
  }

  private static void combine(double[][] target, double[][] source, int sign) {
    for (int i = 0; i < target.length; i++) {
      for (int j = i; j < target.length; j++) {
        target[i][j] += sign * source[i][j];
      }
    }
  }

  /** Return the number of columns, without constant and metric. */
  int columns() {
    return sums.length - 2;
  }

  /** Return the number of runs. */
  double runs() {
    return sums[columns()][columns()];
  }

  /** Return the mean of a column (or of the metric, at {@code columns() + 1}). */
  double mean(int column) {
    int constant = columns();
    return column <= constant ? sums[column][constant] / runs() : sums[constant][column] / runs();
  }

  /** Return the sum of products of two columns about their means. */
  double centred(int i, int j) {
    double product = i <= j ? sums[i][j] : sums[j][i];
    return product - runs() * mean(i) * mean(j);
  }

  /**
   * Return Σ (Σᵢ aᵢ·xᵢ)(Σⱼ bⱼ·xⱼ) over the runs, for weights over columns, constant and metric.
   *
   * @param a {@code columns() + 2} weights
   * @param b {@code columns() + 2} weights
   */
  double product(double[] a, double[] b) {
    double total = 0;
    for (int i = 0; i < sums.length; i++) {
      double[] row = sums[i];
      double forward = 0;
      double backward = 0;
      for (int j = i + 1; j < row.length; j++) {
        forward += row[j] * b[j];
        backward += row[j] * a[j];
      }
      total += a[i] * (row[i] * b[i] + forward) + b[i] * backward;
    }
    return total;
  }
}
