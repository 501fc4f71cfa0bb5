package dev.almanac.analyses.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One leaf: the cells that each axis on its path may have. Axes ascend; other axes are free.
 *
 * @param value what the leaf adds to the sum of trees
 * @param axes axes on the path
 * @param cells allowed cells of each of them
 */
record Box(double value, int[] axes, long[] cells) {

  /** Return the leaves of all trees, with their values scaled. */
  static List<Box> of(TreeSum sum) {
    List<Box> boxes = new ArrayList<>();
    for (Tree tree : sum.trees()) {
      collect(tree, 0, new Box(0, new int[0], new long[0]), sum, boxes);
    }
    return boxes;
  }

  private static void collect(Tree tree, int node, Box path, TreeSum sum, List<Box> boxes) {
    int axis = tree.axis()[node];
    if (axis < 0) {
      boxes.add(new Box(sum.scale() * tree.value()[node], path.axes, path.cells));
      return;
    }
    long left = tree.leftCells()[node];
    collect(tree, tree.left()[node], path.narrowed(axis, left), sum, boxes);
    long right = ~left & sum.axes().get(axis).all();
    collect(tree, tree.right()[node], path.narrowed(axis, right), sum, boxes);
  }

  /** Return the same box within a set of cells of one axis. */
  Box narrowed(int axis, long within) {
    int found = Arrays.binarySearch(axes, axis);
    if (found >= 0) {
      long[] narrower = cells.clone();
      narrower[found] &= within;
      return new Box(value, axes, narrower);
    }
    int place = -found - 1;
    int[] moreAxes = new int[axes.length + 1];
    long[] moreCells = new long[axes.length + 1];
    System.arraycopy(axes, 0, moreAxes, 0, place);
    System.arraycopy(cells, 0, moreCells, 0, place);
    moreAxes[place] = axis;
    moreCells[place] = within;
    System.arraycopy(axes, place, moreAxes, place + 1, axes.length - place);
    System.arraycopy(cells, place, moreCells, place + 1, axes.length - place);
    return new Box(value, moreAxes, moreCells);
  }
}
