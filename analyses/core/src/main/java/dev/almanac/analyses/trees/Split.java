package dev.almanac.analyses.trees;

/**
 * A way to divide the runs of a node.
 *
 * @param axis the axis, −1 for none
 * @param leftCells cells that go left
 * @param gain squared error that it takes away
 */
record Split(int axis, long leftCells, double gain) {
  /** Nothing can be gained. */
  static final Split NONE = new Split(-1, 0, 0);
}
