package dev.almanac.analyses.trees;

/**
 * How far a tree grows.
 *
 * @param depth most splits on a path, at least 0
 * @param leastLeaf least runs of a leaf, at least 1
 * @param axesPerSplit how many axes, drawn anew, each split chooses from; 0 for all
 */
public record Growth(int depth, int leastLeaf, int axesPerSplit) {
  /** Check the ranges. */
  public Growth {
    if (depth < 0 || leastLeaf < 1 || axesPerSplit < 0) {
      throw new IllegalArgumentException(
          "Cannot grow trees of depth "
              + depth
              + " with leaves of "
              + leastLeaf
              + " and "
              + axesPerSplit
              + " axes per split.");
    }
  }
}
