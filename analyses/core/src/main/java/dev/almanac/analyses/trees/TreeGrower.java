package dev.almanac.analyses.trees;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Grow least-squares trees node by node from sums per cell; of two sisters the smaller one is
 * summed and the other is what is left of their parent. Reused, for one thread.
 */
final class TreeGrower {
  private final Cells cells;
  private final Growth growth;
  private final SplittableRandom random;
  private final SplitSearch search;
  private final int[] offsets;
  private final int width;
  private final int[] axisOrder;
  private double[] response = {};
  private int[] rows = {};
  private int[] spare = {};
  private double[] gathered = {};
  private int nodes;
  private int[] axis = new int[16];
  private long[] leftCells = new long[16];
  private int[] left = new int[16];
  private int[] right = new int[16];
  private double[] value = new double[16];
  private int[] runs = new int[16];
  private double[] gain = new double[16];

  TreeGrower(Cells cells, Growth growth, SplittableRandom random) {
    this.cells = cells;
    this.growth = growth;
    this.random = random;
    this.search = new SplitSearch(growth.leastLeaf());
    this.offsets = new int[cells.axes().size()];
    this.axisOrder = new int[offsets.length];
    int next = 0;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = next;
      axisOrder[i] = i;
      next += cells.axes().get(i).cells();
    }
    this.width = next;
  }

  /**
   * Grow one tree.
   *
   * @param target response of every run
   * @param sample runs to use, repeats allowed; reordered
   */
  Tree grow(double[] target, int[] sample) {
    response = target;
    rows = sample;
    spare = spare.length < sample.length ? new int[sample.length] : spare;
    gathered = gathered.length < sample.length ? new double[sample.length] : gathered;
    nodes = 0;
    split(0, sample.length, growth.depth(), sums(0, sample.length));
    return new Tree(
        Arrays.copyOf(axis, nodes),
        Arrays.copyOf(leftCells, nodes),
        Arrays.copyOf(left, nodes),
        Arrays.copyOf(right, nodes),
        Arrays.copyOf(value, nodes),
        Arrays.copyOf(runs, nodes),
        Arrays.copyOf(gain, nodes));
  }

  /** Sums of the response, then counts, of every cell of every axis. */
  private double[] sums(int from, int to) {
    double[] sums = new double[2 * width];
    int[] own = rows;
    for (int place = from; place < to; place++) {
      gathered[place] = response[own[place]];
    }
    for (int i = 0; i < offsets.length; i++) {
      byte[] column = cells.column(i);
      double[] sum = new double[cells.axes().get(i).cells()];
      int[] count = new int[sum.length];
      for (int place = from; place < to; place++) {
        int cell = column[own[place]];
        sum[cell] += gathered[place];
        count[cell]++;
      }
      for (int cell = 0; cell < sum.length; cell++) {
        sums[offsets[i] + cell] = sum[cell];
        sums[width + offsets[i] + cell] = count[cell];
      }
    }
    return sums;
  }

  private int split(int from, int to, int depth, double[] sums) {
    int node = leaf(from, to);
    if (depth == 0 || to - from < 2 * growth.leastLeaf()) {
      return node;
    }
    Split found = best(sums);
    if (found.axis() < 0) {
      return node;
    }
    int middle = partition(from, to, found);
    double[] leftSums = sums;
    double[] rightSums = sums;
    if (depth > 1) {
      boolean leftSmaller = middle - from <= to - middle;
      double[] small = leftSmaller ? sums(from, middle) : sums(middle, to);
      for (int i = 0; i < sums.length; i++) {
        sums[i] -= small[i];
      }
      leftSums = leftSmaller ? small : sums;
      rightSums = leftSmaller ? sums : small;
    }
    axis[node] = found.axis();
    leftCells[node] = found.leftCells();
    gain[node] = found.gain();
    // The arrays may move while the children grow.
    int leftChild = split(from, middle, depth - 1, leftSums);
    int rightChild = split(middle, to, depth - 1, rightSums);
    left[node] = leftChild;
    right[node] = rightChild;
    return node;
  }

  private int leaf(int from, int to) {
    if (nodes == axis.length) {
      int more = 2 * nodes;
      axis = Arrays.copyOf(axis, more);
      leftCells = Arrays.copyOf(leftCells, more);
      left = Arrays.copyOf(left, more);
      right = Arrays.copyOf(right, more);
      value = Arrays.copyOf(value, more);
      runs = Arrays.copyOf(runs, more);
      gain = Arrays.copyOf(gain, more);
    }
    double sum = 0;
    for (int place = from; place < to; place++) {
      sum += response[rows[place]];
    }
    axis[nodes] = -1;
    leftCells[nodes] = 0;
    left[nodes] = -1;
    right[nodes] = -1;
    gain[nodes] = 0;
    value[nodes] = to > from ? sum / (to - from) : 0;
    runs[nodes] = to - from;
    return nodes++;
  }

  private Split best(double[] sums) {
    double[] counts = Arrays.copyOfRange(sums, width, 2 * width);
    Split found = Split.NONE;
    int looked = axisOrder.length;
    if (growth.axesPerSplit() > 0 && growth.axesPerSplit() < looked) {
      looked = growth.axesPerSplit();
      draw(looked);
    }
    for (int place = 0; place < looked; place++) {
      int index = axisOrder[place];
      found = search.better(index, cells.axes().get(index), sums, counts, offsets[index], found);
    }
    return found;
  }

  /** Put so many axes, drawn without replacement, in front. */
  private void draw(int count) {
    for (int place = 0; place < count; place++) {
      int other = place + random.nextInt(axisOrder.length - place);
      int kept = axisOrder[place];
      axisOrder[place] = axisOrder[other];
      axisOrder[other] = kept;
    }
  }

  private int partition(int from, int to, Split split) {
    byte[] column = cells.column(split.axis());
    int lower = from;
    int waiting = 0;
    for (int place = from; place < to; place++) {
      int row = rows[place];
      if ((split.leftCells() >>> column[row] & 1) != 0) {
        rows[lower++] = row;
      } else {
        spare[waiting++] = row;
      }
    }
    System.arraycopy(spare, 0, rows, lower, waiting);
    return lower;
  }
}
