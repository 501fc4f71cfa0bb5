package dev.almanac.analyses.trees;

import java.util.Arrays;
import java.util.List;

/**
 * The distribution of points over cells: axes are independent, except that a param which exists
 * under some choices of another one only (its parent) is missing exactly under the other choices.
 * Immutable.
 */
public final class CellMeasure {
  private final List<Axis> axes;
  private final double[][] weights;
  private final int[] parents;
  private final long[] activeUnder;
  private final double[][][] chunks;

  private CellMeasure(List<Axis> axes, double[][] weights, int[] parents, long[] activeUnder) {
    this.axes = axes;
    this.weights = weights;
    this.parents = parents;
    this.activeUnder = activeUnder;
    this.chunks = new double[weights.length][][];
    for (int axis = 0; axis < weights.length; axis++) {
      chunks[axis] = chunks(weights[axis]);
    }
  }

  /**
   * Make a measure of independent axes.
   *
   * @param axes the axes
   * @param weights {@code [axis][cell]}, not negative, scaled here to sum 1 on each axis
   */
  public static CellMeasure of(List<Axis> axes, double[][] weights) {
    int[] none = new int[axes.size()];
    Arrays.fill(none, -1);
    return nested(axes, weights, none, new long[axes.size()]);
  }

  /**
   * Make a measure in which some axes hang on others.
   *
   * @param axes the axes
   * @param weights as in {@link #of}; that of a hanging axis' missing cell is replaced by the
   *     probability that its parent leaves it out
   * @param parents the axis that each axis hangs on, −1 for none; a parent has none itself
   * @param activeUnder cells of the parent under which each hanging axis exists
   */
  public static CellMeasure nested(
      List<Axis> axes, double[][] weights, int[] parents, long[] activeUnder) {
    double[][] scaled = new double[weights.length][];
    for (int axis = 0; axis < weights.length; axis++) {
      scaled[axis] = scaled(weights[axis], axes.get(axis).cells());
    }
    for (int axis = 0; axis < weights.length; axis++) {
      if (parents[axis] >= 0) {
        hang(scaled[axis], axes.get(axis), scaled[parents[axis]], activeUnder[axis]);
      }
    }
    return new CellMeasure(List.copyOf(axes), scaled, parents.clone(), activeUnder.clone());
  }

  private static double[] scaled(double[] weights, int cells) {
    double total = Arrays.stream(weights).sum();
    if (weights.length != cells || !(total > 0)) {
      throw new IllegalArgumentException(
          "Cannot make a measure: an axis of "
              + cells
              + " cells has weights "
              + Arrays.toString(weights)
              + ".");
    }
    return Arrays.stream(weights).map(weight -> weight / total).toArray();
  }

  private static void hang(double[] own, Axis axis, double[] parent, long activeUnder) {
    double active = 0;
    for (int cell = 0; cell < parent.length; cell++) {
      active += (activeUnder >>> cell & 1) * parent[cell];
    }
    double present = 0;
    for (int cell = 0; cell < axis.bins(); cell++) {
      present += own[cell];
    }
    for (int cell = 0; cell < axis.bins(); cell++) {
      own[cell] = present > 0 ? own[cell] / present * active : 0;
    }
    own[axis.bins()] = 1 - active;
  }

  /** Sums of the weights of every set of eight neighbouring cells, so that a set takes 8 reads. */
  private static double[][] chunks(double[] weights) {
    double[][] chunks = new double[8][256];
    for (int chunk = 0; chunk < 8; chunk++) {
      for (int set = 1; set < 256; set++) {
        int cell = 8 * chunk + Integer.numberOfTrailingZeros(set);
        double weight = cell < weights.length ? weights[cell] : 0;
        chunks[chunk][set] = chunks[chunk][set & (set - 1)] + weight;
      }
    }
    return chunks;
  }

  /** Return the probability of a cell. */
  public double weight(int axis, int cell) {
    return weights[axis][cell];
  }

  /** Return the axis that an axis hangs on, −1 for none. */
  public int parent(int axis) {
    return parents[axis];
  }

  /** Return the probability of a set of cells of one axis. */
  public double weight(int axis, long cells) {
    double[][] own = chunks[axis];
    double sum = 0;
    long rest = cells;
    for (int chunk = 0; rest != 0; chunk++, rest >>>= 8) {
      sum += own[chunk][(int) (rest & 255)];
    }
    return sum;
  }

  /** Return the axis that decides for this one: its parent, or itself. */
  int root(int axis) {
    return parents[axis] >= 0 ? parents[axis] : axis;
  }

  /** Return the probability of a box, whose axes are all of one root. */
  double family(int[] boxAxes, long[] boxCells, int[] members, int count) {
    int root = root(boxAxes[members[0]]);
    double total = 0;
    for (int choice = 0; choice < weights[root].length; choice++) {
      double product = weights[root][choice];
      for (int i = 0; i < count && product > 0; i++) {
        product *= given(boxAxes[members[i]], boxCells[members[i]], root, choice);
      }
      total += product;
    }
    return total;
  }

  private double given(int axis, long cells, int root, int choice) {
    if (axis == root) {
      return cells >>> choice & 1;
    }
    Axis own = axes.get(axis);
    if ((activeUnder[axis] >>> choice & 1) == 0) {
      return cells >>> own.bins() & 1;
    }
    double active = weight(axis, own.present());
    return active > 0 ? weight(axis, cells & own.present()) / active : 0;
  }
}
