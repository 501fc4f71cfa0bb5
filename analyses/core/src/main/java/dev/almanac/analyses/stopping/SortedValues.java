package dev.almanac.analyses.stopping;

import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.Arrays;

/** Values in order, as they come. */
final class SortedValues {

  private double[] values = new double[8];
  private int size;

  void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    int found = Arrays.binarySearch(values, 0, size, value);
    int place = found >= 0 ? found : -found - 1;
    System.arraycopy(values, place, values, place + 1, size - place);
    values[place] = value;
    size++;
  }

  int size() {
    return size;
  }

  double get(int index) {
    return values[index];
  }

  /** Returns a percentile by linear interpolation, as NumPy's; NaN of no values. */
  double percentile(double percent) {
    return OrderStatistics.quantile(values, size, percent / 100);
  }
}
