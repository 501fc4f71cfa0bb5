package dev.almanac.analyses.trees;

/**
 * Conditional means of a sum of trees on the cells of two axes, gathered as second differences so
 * that a rectangle takes four writes. Mutable until it is summed.
 */
final class EffectTable {
  private final double[][] table;

  EffectTable(int cellsA, int cellsB) {
    this.table = new double[cellsA + 1][cellsB + 1];
  }

  /** Add the product of two step functions. */
  void add(double value, Steps a, Steps b) {
    for (int i = 0; i < a.count(); i++) {
      double[] row = table[a.at()[i]];
      double step = value * a.step()[i];
      for (int j = 0; j < b.count(); j++) {
        row[b.at()[j]] += step * b.step()[j];
      }
    }
  }

  /** Return the table of values. */
  double[][] summed() {
    int rows = table.length - 1;
    int columns = table[0].length - 1;
    double[][] values = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      double run = 0;
      for (int j = 0; j < columns; j++) {
        run += table[i][j];
        values[i][j] = run + (i > 0 ? values[i - 1][j] : 0);
      }
    }
    return values;
  }

  /**
   * A function of the cells of one axis, as the places where it steps.
   *
   * @param count number of steps
   * @param at cells before which it steps, ascending
   * @param step by how much
   */
  record Steps(int count, int[] at, double[] step) {

    /** Take the differences of values. */
    static Steps of(double[] values) {
      int[] at = new int[values.length];
      double[] step = new double[values.length];
      int count = 0;
      double before = 0;
      for (int cell = 0; cell < values.length; cell++) {
        if (values[cell] != before) {
          at[count] = cell;
          step[count++] = values[cell] - before;
          before = values[cell];
        }
      }
      return new Steps(count, at, step);
    }
  }
}
