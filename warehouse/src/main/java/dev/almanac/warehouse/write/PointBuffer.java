package dev.almanac.warehouse.write;

import java.util.Arrays;

/**
 * Collects points of many series as primitive columns and puts them into the order of a file by
 * counting, which costs two passes whatever the order they came in. Not safe for several threads.
 */
final class PointBuffer {

  private static final int INITIAL = 1 << 14;

  private final int capacity;
  private int[] series;
  private long[] step;
  private long[] time;
  private double[] value;
  private int[] order = new int[0];
  private int size;

  /** Creates a buffer that grows until it holds so many points. */
  PointBuffer(int capacity) {
    this.capacity = capacity;
    int initial = Math.min(capacity, INITIAL);
    series = new int[initial];
    step = new long[initial];
    time = new long[initial];
    value = new double[initial];
  }

  void add(int seriesIndex, long pointStep, long pointTime, double pointValue) {
    if (size == series.length) {
      grow();
    }
    int at = size++;
    series[at] = seriesIndex;
    step[at] = pointStep;
    time[at] = pointTime;
    value[at] = pointValue;
  }

  private void grow() {
    int larger = (int) Math.min(capacity, series.length * 2L);
    series = Arrays.copyOf(series, larger);
    step = Arrays.copyOf(step, larger);
    time = Arrays.copyOf(time, larger);
    value = Arrays.copyOf(value, larger);
  }

  boolean isFull() {
    return size == capacity;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /**
   * Orders the points by the rank of their series; points of one series keep the order in which
   * they came.
   *
   * @param rank position of each series, a permutation
   * @return for each rank, the place in the order where its points begin; one more entry at the end
   */
  int[] orderBy(int[] rank) {
    int[] starts = new int[rank.length + 1];
    for (int at = 0; at < size; at++) {
      starts[rank[series[at]] + 1]++;
    }
    for (int at = 0; at < rank.length; at++) {
      starts[at + 1] += starts[at];
    }
    if (order.length < size) {
      order = new int[series.length];
    }
    int[] next = Arrays.copyOf(starts, rank.length);
    for (int at = 0; at < size; at++) {
      order[next[rank[series[at]]]++] = at;
    }
    return starts;
  }

  /** Copies the steps of points in the order. */
  void copySteps(int from, int count, long[] target) {
    for (int at = 0; at < count; at++) {
      target[at] = step[order[from + at]];
    }
  }

  /** Copies the times of points in the order. */
  void copyTimes(int from, int count, long[] target) {
    for (int at = 0; at < count; at++) {
      target[at] = time[order[from + at]];
    }
  }

  /** Copies the values of points in the order. */
  void copyValues(int from, int count, double[] target) {
    for (int at = 0; at < count; at++) {
      target[at] = value[order[from + at]];
    }
  }
}
