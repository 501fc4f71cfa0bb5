package dev.almanac.ingest.logs.sacred;

import java.util.Arrays;

/** Numbers in their order, without an object each. Not safe for use by several threads. */
final class NumberList {

  private double[] values = new double[64];
  private int size;

  void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  double at(int index) {
    return values[index];
  }
}
