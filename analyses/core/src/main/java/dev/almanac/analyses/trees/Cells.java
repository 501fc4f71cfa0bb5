package dev.almanac.analyses.trees;

import java.util.List;

/**
 * Hold the cell of every run on every axis. Immutable, apart from the arrays that are handed in.
 */
public final class Cells {
  private final List<Axis> axes;
  private final byte[][] cells;

  /**
   * Make a table; the arrays are not copied and must not change.
   *
   * @param axes at least none
   * @param cells {@code [axis][run]}, each within its axis
   */
  public Cells(List<Axis> axes, byte[][] cells) {
    this.axes = List.copyOf(axes);
    this.cells = cells;
    if (axes.size() != cells.length) {
      throw new IllegalArgumentException(
          "Cannot make cells: " + axes.size() + " axes but " + cells.length + " columns.");
    }
    for (int axis = 0; axis < cells.length; axis++) {
      for (byte cell : cells[axis]) {
        if (cell < 0 || cell >= axes.get(axis).cells()) {
          throw new IllegalArgumentException(
              "Cannot make cells: axis " + axis + " has no cell " + cell + ".");
        }
      }
    }
  }

  /** Return the axes. */
  public List<Axis> axes() {
    return axes;
  }

  /** Return the number of runs. */
  public int runs() {
    return cells.length == 0 ? 0 : cells[0].length;
  }

  /** Return the cell of a run. */
  public int cell(int axis, int run) {
    return cells[axis][run];
  }

  /** Return a table of some runs, in their order: near in memory, so quick to go through. */
  public Cells only(int[] kept) {
    byte[][] fewer = new byte[cells.length][kept.length];
    for (int axis = 0; axis < cells.length; axis++) {
      for (int i = 0; i < kept.length; i++) {
        fewer[axis][i] = cells[axis][kept[i]];
      }
    }
    return new Cells(axes, fewer);
  }

  byte[] column(int axis) {
    return cells[axis];
  }
}
