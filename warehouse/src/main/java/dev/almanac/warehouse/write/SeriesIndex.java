package dev.almanac.warehouse.write;

import java.util.Arrays;

/**
 * Numbers pairs of run and key in the order in which they are first asked for. Open addressing on
 * primitives, since it is asked for every point. Not safe for use by several threads.
 */
final class SeriesIndex {

  private static final long FREE = -1;

  private long[] pairs = new long[1 << 10];
  private int[] numbers = new int[1 << 10];
  private int size;
  private long lastPair = FREE;
  private int lastNumber;

  SeriesIndex() {
    Arrays.fill(pairs, FREE);
  }

  /** Returns the pair's number; the count of pairs so far if it is new. */
  int indexOf(int run, int key) {
    long pair = ((long) run << 32) | key;
    if (pair != lastPair) {
      lastNumber = find(pair);
      lastPair = pair;
    }
    return lastNumber;
  }

  private int find(long pair) {
    int at = slot(pair);
    while (pairs[at] != FREE) {
      if (pairs[at] == pair) {
        return numbers[at];
      }
      at = (at + 1) & (pairs.length - 1);
    }
    pairs[at] = pair;
    numbers[at] = size++;
    int number = size - 1;
    if (size * 2 > pairs.length) {
      grow();
    }
    return number;
  }

  private int slot(long pair) {
    // Fibonacci hashing: 2^64 divided by the golden ratio.
    return (int) ((pair * 0x9E3779B97F4A7C15L) >>> 32) & (pairs.length - 1);
  }

  private void grow() {
    long[] oldPairs = pairs;
    int[] oldNumbers = numbers;
    pairs = new long[oldPairs.length * 2];
    numbers = new int[oldPairs.length * 2];
    Arrays.fill(pairs, FREE);
    for (int old = 0; old < oldPairs.length; old++) {
      if (oldPairs[old] != FREE) {
        int at = slot(oldPairs[old]);
        while (pairs[at] != FREE) {
          at = (at + 1) & (pairs.length - 1);
        }
        pairs[at] = oldPairs[old];
        numbers[at] = oldNumbers[old];
      }
    }
  }
}
