package dev.almanac.warehouse.write;

import java.util.Arrays;

/**
 * Collects points of many series as primitive columns and puts them into the order of a file by
 * counting, which costs two passes whatever the order they came in. Not safe for several threads.
 */
final class PointBuffer {

  private final int[] series;
  private final long[] step;
  private final long[] time;
  private final double[] value;
  private final int[] order;
  private int size;

  /** Creates a buffer that holds at most so many points. */
  PointBuffer(int capacity) {
    series = new int[capacity];
    step = new long[capacity];
    time = new long[capacity];
    value = new double[capacity];
    order = new int[capacity];
  }

  void add(int seriesIndex, long pointStep, long pointTime, double pointValue) {
    int at = size++;
    series[at] = seriesIndex;
    step[at] = pointStep;
    time[at] = pointTime;
    value[at] = pointValue;
  }

  boolean isFull() {
    return size == series.length;
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
    int[] next = Arrays.copyOf(starts, rank.length);
    for (int at = 0; at < size; at++) {
      order[next[rank[series[at]]]++] = at;
    }
    return starts;
  }

  int orderedIndex(int place) {
    return order[place];
  }

  long step(int index) {
    return step[index];
  }

  long time(int index) {
    return time[index];
  }

  double value(int index) {
    return value[index];
  }
}
