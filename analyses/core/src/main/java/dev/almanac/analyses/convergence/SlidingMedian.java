package dev.almanac.analyses.convergence;

import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.Arrays;

/** Medians over windows that slide along a series; O(n) windows of sorted values. */
final class SlidingMedian {

  private final double[] window;
  private int size;

  private SlidingMedian(int capacity) {
    window = new double[capacity];
  }

  /** Returns medians over {@code [i-half, i+half]}, cut off at both ends of the series. */
  static double[] clipped(double[] values, int half) {
    SlidingMedian sliding = new SlidingMedian(2 * half + 1);
    double[] medians = new double[values.length];
    for (int index = 0; index < Math.min(half, values.length); index++) {
      sliding.add(values[index]);
    }
    for (int index = 0; index < values.length; index++) {
      if (index - half - 1 >= 0) {
        sliding.remove(values[index - half - 1]);
      }
      if (index + half < values.length) {
        sliding.add(values[index + half]);
      }
      medians[index] = sliding.median();
    }
    return medians;
  }

  /**
   * Returns medians over windows that are centred everywhere: towards the ends they shrink, and the
   * first and the last value stay as they are, so that a steep start is not flattened.
   */
  static double[] centred(double[] values, int half) {
    double[] medians = clipped(values, half);
    int last = values.length - 1;
    for (int index = 0; index <= last; index++) {
      int reach = Math.min(half, Math.min(index, last - index));
      if (reach < half) {
        medians[index] = OrderStatistics.median(values, index - reach, index + reach + 1);
      } else {
        // The middle is done; go on where the windows shrink again.
        index = Math.max(index, last - half);
      }
    }
    return medians;
  }

  private void add(double value) {
    int found = Arrays.binarySearch(window, 0, size, value);
    int place = found >= 0 ? found : -found - 1;
    System.arraycopy(window, place, window, place + 1, size - place);
    window[place] = value;
    size++;
  }

  private void remove(double value) {
    int place = Arrays.binarySearch(window, 0, size, value);
    System.arraycopy(window, place + 1, window, place, size - place - 1);
    size--;
  }

  private double median() {
    int middle = size / 2;
    return size % 2 == 1 ? window[middle] : window[middle - 1] / 2 + window[middle] / 2;
  }
}
