package dev.almanac.analyses.trees;

import java.util.function.IntUnaryOperator;

/**
 * One regression tree: node 0 is the root; an inner node sends the cells of a set to the left.
 *
 * @param axis axis that a node splits, −1 for a leaf
 * @param leftCells cells that go left, bit i for cell i
 * @param left left child, unused in a leaf
 * @param right right child, unused in a leaf
 * @param value mean response of a node
 * @param runs runs of a node when it was grown
 * @param gain squared error that the split of a node took away, 0 in a leaf
 */
public record Tree(
    int[] axis,
    long[] leftCells,
    int[] left,
    int[] right,
    double[] value,
    int[] runs,
    double[] gain) {

  /** Return the number of nodes. */
  public int nodes() {
    return axis.length;
  }

  /** Return the value of the leaf that a run falls into. */
  public double predict(Cells cells, int run) {
    int node = 0;
    while (axis[node] >= 0) {
      int cell = cells.cell(axis[node], run);
      node = (leftCells[node] >>> cell & 1) != 0 ? left[node] : right[node];
    }
    return value[node];
  }

  /**
   * Take a part of the prediction off what is left of some runs.
   *
   * @param residual one per run; changed
   * @param rate the part
   * @param used runs to look at, ascending for speed
   */
  void takeFrom(double[] residual, double rate, Cells cells, int[] used) {
    if (axis[0] < 0) {
      for (int run : used) {
        residual[run] -= rate * value[0];
      }
      return;
    }
    // Every run goes the deepest path's number of steps, leaves leading to themselves: a loop
    // without a branch that depends on the run is several times faster.
    byte[][] columns = new byte[axis.length][];
    int[] child = new int[2 * axis.length];
    double[] part = new double[axis.length];
    for (int node = 0; node < axis.length; node++) {
      boolean leaf = axis[node] < 0;
      columns[node] = cells.column(axis[leaf ? 0 : node]);
      child[2 * node] = leaf ? node : right[node];
      child[2 * node + 1] = leaf ? node : left[node];
      part[node] = rate * value[node];
    }
    int steps = depth(0);
    for (int run : used) {
      int node = 0;
      for (int step = 0; step < steps; step++) {
        node = child[2 * node + (int) (leftCells[node] >>> columns[node][run] & 1)];
      }
      residual[run] -= part[node];
    }
  }

  private int depth(int node) {
    return axis[node] < 0 ? 0 : 1 + Math.max(depth(left[node]), depth(right[node]));
  }

  /**
   * Return the value of the leaf that a point falls into.
   *
   * @param cellOf gives the cell of the point on an axis
   */
  public double predict(IntUnaryOperator cellOf) {
    int node = 0;
    while (axis[node] >= 0) {
      int cell = cellOf.applyAsInt(axis[node]);
      node = (leftCells[node] >>> cell & 1) != 0 ? left[node] : right[node];
    }
    return value[node];
  }
}
