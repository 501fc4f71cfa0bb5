package dev.almanac.ingest.logs;

import java.util.Arrays;

/**
 * Remembers how far each metric of a run was delivered, so that a log can go on where an earlier
 * one failed. Two numbers a metric, whatever the number of points. Not safe for use by several
 * threads.
 */
final class ReachedSteps {

  private static final long NOTHING = Long.MIN_VALUE;

  private long[] settled = new long[0];
  private long[] current = new long[0];

  /** Adds a point that the log that is being read delivers. */
  void add(int key, long step) {
    if (key >= current.length) {
      grow(key);
    }
    if (step > current[key]) {
      current[key] = step;
    }
  }

  /** Says that the log went back to a step: what it delivers from there on is new. */
  void restart(int key, long step) {
    if (key < current.length) {
      current[key] = Math.min(current[key], step - 1);
    }
  }

  /** Says that the next log is read: all that was delivered by now counts as reached. */
  void settle() {
    settled = current.clone();
  }

  /** Tells whether earlier logs delivered points of a metric. */
  boolean hasAny(int key) {
    return key < settled.length && settled[key] != NOTHING;
  }

  /** Tells whether a step lies behind all that earlier logs delivered. */
  boolean isBehind(int key, long step) {
    return step > settled[key];
  }

  /** Says that nothing may go on where a metric ended. */
  void close(int key) {
    settled[key] = Long.MAX_VALUE;
  }

  private void grow(int key) {
    int known = current.length;
    current = Arrays.copyOf(current, Math.max(key + 1, 2 * known));
    Arrays.fill(current, known, current.length, NOTHING);
  }
}
