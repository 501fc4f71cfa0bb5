package dev.almanac.analyses.trees;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which axes go together: a parent and those that hang on it are one family, every other axis is a
 * family of its own. Families are independent of each other. Immutable.
 */
final class Families {
  private final CellMeasure measure;
  private final int[][] members;

  Families(CellMeasure measure, int axes) {
    this.measure = measure;
    this.members = new int[axes][];
    for (int root = 0; root < axes; root++) {
      int family = root;
      members[root] =
          IntStream.range(0, axes).filter(axis -> measure.root(axis) == family).toArray();
    }
  }

  /** Return the roots that a box touches, ascending. */
  int[] touched(Box box) {
    return Arrays.stream(box.axes()).map(measure::root).sorted().distinct().toArray();
  }

  /** Return the axes of a family. */
  int[] of(int root) {
    return members[root];
  }

  /** Tell whether a root has no axes hanging on it. */
  boolean single(int root) {
    return members[root].length == 1;
  }

  /** Return the probability of what a box demands of one family. */
  double probability(Box box, int root) {
    int[] places = new int[box.axes().length];
    int count = 0;
    for (int place = 0; place < places.length; place++) {
      if (measure.root(box.axes()[place]) == root) {
        places[count++] = place;
      }
    }
    if (count == 1) {
      return measure.weight(box.axes()[places[0]], box.cells()[places[0]]);
    }
    return count == 0 ? 1 : measure.family(box.axes(), box.cells(), places, count);
  }

  /**
   * Return the probability of what a box demands of the family of an axis, given each cell of that
   * axis; 0 in cells that never happen.
   */
  double[] given(Box box, int axis, int cells) {
    double[] given = new double[cells];
    int root = measure.root(axis);
    if (single(root)) {
      int place = Arrays.binarySearch(box.axes(), axis);
      for (int cell = 0; cell < cells; cell++) {
        given[cell] = box.cells()[place] >>> cell & 1;
      }
      return given;
    }
    for (int cell = 0; cell < cells; cell++) {
      double weight = measure.weight(axis, cell);
      given[cell] = weight > 0 ? probability(box.narrowed(axis, 1L << cell), root) / weight : 0;
    }
    return given;
  }
}
