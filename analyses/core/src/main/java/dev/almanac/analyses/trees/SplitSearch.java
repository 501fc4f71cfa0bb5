package dev.almanac.analyses.trees;

/**
 * Find the best split of one axis from the sums of its cells: the best threshold of ordered bins,
 * the best set of categories (which, ordered by their means, is a threshold too: Fisher, JASA 53,
 * 1958), the missing cell tried on either side. Bins that the node has no run in are divided in the
 * middle of the gap, other such cells go with the larger side. Reused, for one thread.
 */
final class SplitSearch {
  private final int leastLeaf;
  private final int[] order = new int[64];
  private double nodeSum;
  private double nodeCount;
  private double best;
  private long bestCells;
  private double bestCount;

  SplitSearch(int leastLeaf) {
    this.leastLeaf = leastLeaf;
  }

  /**
   * Look for a split that gains more than another.
   *
   * @param index number of the axis
   * @param axis the axis
   * @param sums response summed over the runs of each cell, from {@code offset}
   * @param counts runs of each cell, from {@code offset}
   * @param offset where the axis begins
   * @param other what is to be beaten
   */
  Split better(int index, Axis axis, double[] sums, double[] counts, int offset, Split other) {
    nodeSum = 0;
    nodeCount = 0;
    for (int cell = offset; cell < offset + axis.cells(); cell++) {
      nodeSum += sums[cell];
      nodeCount += counts[cell];
    }
    best = other.gain();
    bestCells = 0;
    int used = order(axis, sums, counts, offset);
    scan(used, 0, 0, 0, sums, counts, offset);
    int missing = offset + axis.bins();
    if (axis.missing() && counts[missing] > 0) {
      long own = 1L << axis.bins();
      consider(own, sums[missing], counts[missing]);
      scan(used, own, sums[missing], counts[missing], sums, counts, offset);
    }
    return bestCells == 0 ? other : new Split(index, withUnseen(axis, used, counts, offset), best);
  }

  private long withUnseen(Axis axis, int used, double[] counts, int offset) {
    long cells = bestCells;
    boolean leftLarger = 2 * bestCount >= nodeCount;
    if (axis.ordered()) {
      int last = 0;
      while (last + 1 < used && (bestCells >>> order[last + 1] & 1) != 0) {
        last++;
      }
      boolean none = used == 0 || (bestCells >>> order[0] & 1) == 0;
      if (!none) {
        int next = last + 1 < used ? order[last + 1] : axis.bins();
        cells |= Axis.lowest(last + 1 < used ? (order[last] + next + 1) / 2 : next);
      }
    }
    for (int cell = 0; cell < axis.cells(); cell++) {
      boolean bin = axis.ordered() && cell < axis.bins();
      if (!bin && counts[offset + cell] == 0 && leftLarger) {
        cells |= 1L << cell;
      }
    }
    return cells;
  }

  private int order(Axis axis, double[] sums, double[] counts, int offset) {
    int used = 0;
    for (int cell = 0; cell < axis.bins(); cell++) {
      if (counts[offset + cell] > 0) {
        int place = used++;
        if (!axis.ordered()) {
          double mean = sums[offset + cell] / counts[offset + cell];
          while (place > 0
              && sums[offset + order[place - 1]] / counts[offset + order[place - 1]] > mean) {
            order[place] = order[place - 1];
            place--;
          }
        }
        order[place] = cell;
      }
    }
    return used;
  }

  private void scan(
      int used, long cells, double sum, double count, double[] sums, double[] counts, int offset) {
    long left = cells;
    double leftSum = sum;
    double leftCount = count;
    for (int place = 0; place + 1 < used; place++) {
      left |= 1L << order[place];
      leftSum += sums[offset + order[place]];
      leftCount += counts[offset + order[place]];
      consider(left, leftSum, leftCount);
    }
  }

  private void consider(long cells, double sum, double count) {
    double rest = nodeCount - count;
    if (count < leastLeaf || rest < leastLeaf) {
      return;
    }
    double restSum = nodeSum - sum;
    double gain = sum * sum / count + restSum * restSum / rest - nodeSum * nodeSum / nodeCount;
    if (gain > best + 1e-12) {
      best = gain;
      bestCells = cells;
      bestCount = count;
    }
  }
}
