package dev.almanac.analyses.statistics;

import java.util.Arrays;

/** Medians and quantiles. */
public final class OrderStatistics {

  /** Makes the median absolute deviation estimate the sd of a normal distribution. */
  public static final double MAD_TO_SD = 1.4826;

  /** Up to so many values sorting is as quick as selecting. */
  private static final int FEW = 32;

  /** From so many values on a sample of them is selected from first. */
  private static final int MANY = 600;

  private OrderStatistics() {}

  /** Returns the median, or NaN of no values; the array stays as it is. */
  public static double median(double[] values) {
    return median(values, 0, values.length);
  }

  /** Returns the median of a range. */
  public static double median(double[] values, int from, int to) {
    double[] copy = Arrays.copyOfRange(values, from, to);
    if (copy.length <= FEW || !comparable(copy)) {
      Arrays.sort(copy);
    } else {
      select(copy, new int[] {(copy.length - 1) / 2, copy.length / 2});
    }
    return quantile(copy, 0.5);
  }

  /**
   * Puts the values that sorting would put at some places there, and none greater before any of
   * them: algorithm 489 of Floyd and Rivest, CACM 18 (1975), linear in the number of values.
   *
   * @param values no NaN, and no zero that is negative
   * @param places in rising order; equal ones count once
   */
  public static void select(double[] values, int[] places) {
    int from = 0;
    for (int place : places) {
      if (place >= from) {
        selectOne(values, from, values.length - 1, place);
        from = place + 1;
      }
    }
  }

  private static void selectOne(double[] values, int from, int to, int place) {
    int left = from;
    int right = to;
    while (right > left) {
      if (right - left > MANY) {
        sampleFirst(values, left, right, place);
      }
      double pivot = values[place];
      int up = left;
      int down = right;
      swap(values, left, place);
      if (values[right] > pivot) {
        swap(values, left, right);
      }
      while (up < down) {
        swap(values, up, down);
        up++;
        down--;
        while (values[up] < pivot) {
          up++;
        }
        while (values[down] > pivot) {
          down--;
        }
      }
      if (values[left] == pivot) {
        swap(values, left, down);
      } else {
        down++;
        swap(values, down, right);
      }
      left = down <= place ? down + 1 : left;
      right = place <= down ? down - 1 : right;
    }
  }

  /** Selects from a part that most likely holds the value wanted, so that it makes the pivot. */
  private static void sampleFirst(double[] values, int left, int right, int place) {
    double size = right - left + 1;
    double before = place - left + 1;
    double logarithm = Math.log(size);
    double sample = 0.5 * Math.exp(2 * logarithm / 3);
    double reach =
        0.5
            * Math.sqrt(logarithm * sample * (size - sample) / size)
            * Math.signum(before - size / 2);
    int low = (int) Math.max(left, place - before * sample / size + reach);
    int high = (int) Math.min(right, place + (size - before) * sample / size + reach);
    selectOne(values, Math.min(low, place), Math.max(high, place), place);
  }

  private static void swap(double[] values, int one, int other) {
    double kept = values[one];
    values[one] = values[other];
    values[other] = kept;
  }

  /** Returns whether {@code <} orders the values as sorting does; makes zeros positive. */
  private static boolean comparable(double[] values) {
    for (int index = 0; index < values.length; index++) {
      values[index] += 0.0;
      if (Double.isNaN(values[index])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns a quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan
   * 1996, NumPy's default), or NaN of no values.
   */
  public static double quantile(double[] sorted, double probability) {
    return quantile(sorted, sorted.length, probability);
  }

  /** Returns a quantile of the first values of an array, which are sorted. */
  public static double quantile(double[] sorted, int size, double probability) {
    if (size == 0) {
      return Double.NaN;
    }
    double position = probability * (size - 1);
    int below = (int) Math.floor(position);
    double low = sorted[below];
    double high = sorted[Math.min(below + 1, size - 1)];
    double share = position - below;
    if (share == 0 || low == high) {
      return low;
    }
    // So that between equal values there is no other; differences of the largest numbers overflow.
    double width = high - low;
    return Double.isInfinite(width) ? low * (1 - share) + high * share : low + share * width;
  }

  /** Returns the median distance from the median. */
  public static double medianAbsoluteDeviation(double[] values) {
    double centre = median(values);
    double[] distances = new double[values.length];
    for (int index = 0; index < values.length; index++) {
      distances[index] = Math.abs(values[index] - centre);
    }
    return median(distances);
  }
}
