package dev.almanac.analyses.trees;

/**
 * The cells of one param: bins in order for numbers, choices without order for categories, and
 * after them a cell of its own for runs that do not have the param.
 *
 * @param bins number of bins or choices, 0 to {@link #MOST_BINS}
 * @param ordered whether a split is a threshold (numbers) or any set of cells (categories)
 * @param missing whether there is a cell, {@code bins}, for runs without the param
 */
public record Axis(int bins, boolean ordered, boolean missing) {
  /** Most bins: with the missing cell a set of cells is one 64-bit word. */
  public static final int MOST_BINS = 63;

  /** Check the number of bins. */
  public Axis {
    if (bins < 0 || bins > MOST_BINS) {
      throw new IllegalArgumentException(
          "Cannot make an axis of " + bins + " bins: 0 to " + MOST_BINS + " are possible.");
    }
  }

  /** Return the number of cells: the bins and the missing one. */
  public int cells() {
    return bins + (missing ? 1 : 0);
  }

  /** Return the set of all cells, bit i for cell i. */
  public long all() {
    return lowest(cells());
  }

  /** Return the set of all bins, without the missing cell. */
  public long present() {
    return lowest(bins);
  }

  static long lowest(int count) {
    return count == 0 ? 0 : -1L >>> (64 - count);
  }
}
