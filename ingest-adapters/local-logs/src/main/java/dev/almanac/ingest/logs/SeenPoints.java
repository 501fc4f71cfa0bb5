package dev.almanac.ingest.logs;

import java.util.Arrays;

/**
 * Remembers which points of a run were delivered, without an object a point. Not safe for use by
 * several threads.
 *
 * <p>Points are remembered as 64-bit hashes: two sets of ten million points collide with a chance
 * of one in a hundred thousand.
 */
final class SeenPoints {

  /** Of more points nothing is remembered, so that memory stays bounded. */
  private static final int MAX_POINTS = 1 << 20;

  private final Numbers steps = new Numbers();
  private final Numbers points = new Numbers();
  private long[] later = new long[0];
  private int laterCount;
  private boolean isFull;

  /** Adds a point. */
  void add(int key, long step, double value) {
    if (points.size == MAX_POINTS) {
      isFull = true;
      return;
    }
    steps.add(hash(key, step, 0));
    points.add(hash(key, step, bits(value)));
  }

  /**
   * Adds a point that completes a metric. It counts from {@link #settle} on, so that the log that
   * delivers it may have a step twice.
   */
  void addLater(int key, long step, double value) {
    if (laterCount == 2 * MAX_POINTS) {
      return;
    }
    if (laterCount == later.length) {
      later = Arrays.copyOf(later, Math.max(16, 2 * later.length));
    }
    later[laterCount++] = hash(key, step, 0);
    later[laterCount++] = hash(key, step, bits(value));
  }

  /** Says that the next log is read. */
  void settle() {
    for (int i = 0; i < laterCount; i += 2) {
      if (points.size == MAX_POINTS) {
        isFull = true;
        break;
      }
      steps.add(later[i]);
      points.add(later[i + 1]);
    }
    isFull |= laterCount == 2 * MAX_POINTS;
    laterCount = 0;
  }

  /** Tells whether there were more points than are remembered. */
  boolean isFull() {
    return isFull;
  }

  /** Tells whether the metric has a point at the step. */
  boolean hasStep(int key, long step) {
    return steps.has(hash(key, step, 0));
  }

  /** Tells whether the metric has this value at the step, in the precision of a float. */
  boolean hasPoint(int key, long step, double value) {
    return points.has(hash(key, step, bits(value)));
  }

  /** One log may hold floats where the other one spells doubles. */
  private static int bits(double value) {
    return Float.floatToIntBits((float) value) | 1;
  }

  /** Mixes as the 64-bit mixer of MurmurHash3 (Appleby, public domain) does. */
  static long hash(int key, long step, int value) {
    long mixed = (step * 0x9e3779b97f4a7c15L) ^ ((long) key << 32 | value & 0xffff_ffffL);
    mixed = (mixed ^ mixed >>> 33) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
    mixed ^= mixed >>> 33;
    return mixed == 0 ? 1 : mixed;
  }

  /** A set of numbers other than 0. */
  private static final class Numbers {
    private long[] table = new long[256];
    private int size;

    void add(long number) {
      if (2 * size >= table.length) {
        long[] old = table;
        table = new long[2 * old.length];
        size = 0;
        Arrays.stream(old).filter(each -> each != 0).forEach(this::put);
      }
      put(number);
    }

    private void put(long number) {
      int slot = slot(number);
      if (table[slot] == 0) {
        table[slot] = number;
        size++;
      }
    }

    boolean has(long number) {
      return table[slot(number)] != 0;
    }

    private int slot(long number) {
      int slot = (int) number & table.length - 1;
      while (table[slot] != 0 && table[slot] != number) {
        slot = slot + 1 & table.length - 1;
      }
      return slot;
    }
  }
}
