package dev.almanac.ingest.aim;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of one series as they come from the tree: each column whole before the next, all in
 * the order of the same keys. Not safe for use by several threads.
 */
final class Series {

  /** Points up to which a series is put in order; more are delivered in the order of keys. */
  static final int MAX_SORTED = 8_000_000;

  private static final double ABSENT = Double.NaN;

  private long[] keys = new long[64];
  private double[] values = new double[64];
  private boolean[] hasValue = new boolean[64];
  private long[] steps = new long[64];
  private boolean[] hasStep = new boolean[64];
  private double[] times = filled(64);
  private double[] epochs = filled(64);
  private int size;
  private boolean hasEpochs;
  private int at;
  private @Nullable String column;

  private static double[] filled(int length) {
    double[] array = new double[length];
    Arrays.fill(array, ABSENT);
    return array;
  }

  /**
   * Takes in one cell; columns come one after another, cells of each in ascending order of keys.
   */
  void cell(String name, long key, AimValue value) {
    if (!name.equals(column)) {
      column = name;
      at = 0;
    }
    int row = row(key);
    switch (name) {
      case "val" -> {
        Double number = value.number();
        hasValue[row] = number != null;
        values[row] = number == null ? ABSENT : number;
      }
      case "step" -> {
        Long step = value.integer();
        hasStep[row] = step != null;
        steps[row] = step == null ? 0 : step;
      }
      case "time" -> {
        Double time = value.number();
        times[row] = time == null ? ABSENT : time;
      }
      case "epoch" -> {
        Double epoch = value.number();
        epochs[row] = epoch == null ? ABSENT : epoch;
        hasEpochs |= epoch != null;
      }
      default -> {
        // A column of a later version.
      }
    }
  }

  /** Returns the row of a key: mostly the next one, as every column has the same keys. */
  private int row(long key) {
    if (at < size && keys[at] == key) {
      return at++;
    }
    for (int row = 0; row < size; row++) {
      if (keys[row] == key) {
        at = row + 1;
        return row;
      }
    }
    if (size == keys.length) {
      grow();
    }
    keys[size] = key;
    at = size + 1;
    return size++;
  }

  private void grow() {
    int length = keys.length * 2;
    keys = Arrays.copyOf(keys, length);
    values = Arrays.copyOf(values, length);
    hasValue = Arrays.copyOf(hasValue, length);
    steps = Arrays.copyOf(steps, length);
    hasStep = Arrays.copyOf(hasStep, length);
    int old = times.length;
    times = Arrays.copyOf(times, length);
    epochs = Arrays.copyOf(epochs, length);
    Arrays.fill(times, old, length, ABSENT);
    Arrays.fill(epochs, old, length, ABSENT);
  }

  int size() {
    return size;
  }

  boolean hasEpochs() {
    return hasEpochs;
  }

  /** Takes in one point. */
  interface Visitor {
    /**
     * Takes in one point.
     *
     * @param time seconds since the epoch, NaN if unknown
     * @param epoch NaN if unknown
     */
    void point(long step, double time, double value, double epoch);
  }

  /**
   * Visits the points that have a value, by step and time.
   *
   * @param stepsAreKeys whether the key of a cell is its step, as before 3.11
   */
  void visit(Numbering numbering, Visitor visitor) {
    boolean sorted = size <= MAX_SORTED;
    IntStream rows =
        sorted
            ? IntStream.range(0, size)
                .boxed()
                .sorted(
                    Comparator.<Integer>comparingLong(row -> step(row, numbering))
                        .thenComparingDouble(row -> times[row]))
                .mapToInt(Integer::intValue)
            : IntStream.range(0, size);
    rows.filter(row -> hasValue[row])
        .forEach(row -> visitor.point(step(row, numbering), times[row], values[row], epochs[row]));
  }

  /** What the key of a cell is. */
  enum Numbering {
    /** The step itself, before Aim 3.11. */
    BY_STEP,
    /** A hash of the step, which has a column of its own. */
    BY_HASH
  }

  private long step(int row, Numbering numbering) {
    return numbering == Numbering.BY_STEP || !hasStep[row] ? keyStep(row, numbering) : steps[row];
  }

  private long keyStep(int row, Numbering numbering) {
    return numbering == Numbering.BY_STEP ? keys[row] : row;
  }
}
