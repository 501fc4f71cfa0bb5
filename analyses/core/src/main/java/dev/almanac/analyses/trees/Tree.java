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
