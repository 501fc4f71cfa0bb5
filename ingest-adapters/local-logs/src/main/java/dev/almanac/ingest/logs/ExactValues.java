package dev.almanac.ingest.logs;

import dev.almanac.ingest.MetricKind;
import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.read.source.SilentSink;

/**
 * The values of a log that spells them exactly, for a log of the same points that holds them as
 * floats. Takes in the first log as a sink does, ahead of the other one. Without an object a point;
 * not safe for use by several threads.
 */
final class ExactValues extends SilentSink {

  /** Of more values nothing is remembered, so that memory stays bounded. */
  private static final int MAX_VALUES = 1 << 20;

  /**
   * How far from a float its exact value may be spelled, in units of the float's last place: half a
   * unit is rounding, the rest that of ten digits, which CatBoost spells.
   */
  private static final double NEAR = 0.51;

  /** Stands for several values that are the same float: none of them is known to be the one. */
  private static final double SEVERAL = Double.NaN;

  private final RunSink handles;
  private long[] hashes = new long[256];
  private double[] values = new double[256];
  private int size;
  private long leftOut;

  /**
   * Creates an empty set.
   *
   * @param handles tells the handles of metrics
   */
  ExactValues(RunSink handles) {
    this.handles = handles;
  }

  @Override
  public int key(MetricKind kind, String key) {
    return handles.key(kind, key);
  }

  @Override
  public void point(int run, int key, long step, long timeMicros, double value) {
    if (!Double.isFinite(value) || isFloat(value)) {
      return;
    }
    if (2 * size >= hashes.length) {
      grow();
    }
    long hash = SeenPoints.hash(key, step, Float.floatToIntBits((float) value));
    int slot = slot(hash);
    if (hashes[slot] != 0) {
      values[slot] = values[slot] == value ? value : SEVERAL;
    } else if (size == MAX_VALUES) {
      leftOut++;
    } else {
      hashes[slot] = hash;
      values[slot] = value;
      size++;
    }
  }

  /**
   * Returns the value of which a float is the rounding; the float itself if none is known, or if it
   * is more than a float.
   */
  double of(int key, long step, double value) {
    if (!isFloat(value)) {
      return value;
    }
    float rounded = (float) value;
    double same = near(key, step, rounded, rounded);
    if (same == value) {
      same = near(key, step, Math.nextUp(rounded), rounded);
    }
    return same == value ? near(key, step, Math.nextDown(rounded), rounded) : same;
  }

  /** Returns what is known under a float if it is near the wanted one, or else the wanted one. */
  private double near(int key, long step, float known, float wanted) {
    int slot = slot(SeenPoints.hash(key, step, Float.floatToIntBits(known)));
    boolean isNear =
        hashes[slot] != 0 && Math.abs(values[slot] - wanted) <= NEAR * Math.ulp(wanted);
    return isNear ? values[slot] : wanted;
  }

  /** Returns how many values were too many to be remembered. */
  long leftOut() {
    return leftOut;
  }

  private static boolean isFloat(double value) {
    return (float) value == value;
  }

  private int slot(long hash) {
    int slot = (int) hash & hashes.length - 1;
    while (hashes[slot] != 0 && hashes[slot] != hash) {
      slot = slot + 1 & hashes.length - 1;
    }
    return slot;
  }

  private void grow() {
    long[] oldHashes = hashes;
    double[] oldValues = values;
    hashes = new long[2 * oldHashes.length];
    values = new double[2 * oldValues.length];
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldHashes[i] != 0) {
        int slot = slot(oldHashes[i]);
        hashes[slot] = oldHashes[i];
        values[slot] = oldValues[i];
      }
    }
  }
}
