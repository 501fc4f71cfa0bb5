package dev.almanac.ingest.logs.facts;

import dev.almanac.ingest.logs.table.JsonRows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The leaves of one row, in their order, whatever the row was written in. Is filled again and
 * again. Not safe for use by several threads.
 */
public final class FlatRow implements JsonRows.Leaves {

  private String[] paths = new String[64];
  private @Nullable String[] texts = new String[64];
  private double[] numbers = new double[64];
  private Kind[] kinds = new Kind[64];
  private int size;

  private enum Kind {
    NUMBER,
    TEXT,
    TRUTH,
    PASSED
  }

  /** Tells what a row means. */
  public interface Meaning {

    /** Returns the row's step. */
    long step(FlatRow row);

    /** Returns the row's time in microseconds, or {@link dev.almanac.ingest.RunSink#NO_TIME}. */
    long micros(FlatRow row);

    /** Returns the metric that a leaf belongs to, or null to leave it out. */
    @Nullable String key(String path, FlatRow row);

    /** Tells whether the row holds points; called before everything else. */
    default boolean isPoints(FlatRow row) {
      return true;
    }
  }

  /** Forgets the row. */
  public void clear() {
    size = 0;
  }

  private void add(Kind kind, String path, double number, @Nullable String text) {
    if (size == paths.length) {
      paths = Arrays.copyOf(paths, 2 * size);
      texts = Arrays.copyOf(texts, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * size);
      kinds = Arrays.copyOf(kinds, 2 * size);
    }
    paths[size] = path;
    texts[size] = text;
    numbers[size] = number;
    kinds[size++] = kind;
  }

  @Override
  public void number(String path, double value) {
    add(Kind.NUMBER, path, value, null);
  }

  @Override
  public void text(String path, String value) {
    add(Kind.TEXT, path, Double.NaN, value);
  }

  @Override
  public void truth(String path, boolean value) {
    add(Kind.TRUTH, path, value ? 1 : 0, value ? "true" : "false");
  }

  @Override
  public void passed(String path) {
    add(Kind.PASSED, path, Double.NaN, null);
  }

  /** Returns the number at a path, or null. */
  public @Nullable Double number(String path) {
    int index = find(path);
    return index < 0 || kinds[index] != Kind.NUMBER ? null : (Double) numbers[index];
  }

  /** Returns the text at a path, or null. */
  public @Nullable String text(String path) {
    int index = find(path);
    return index < 0 ? null : texts[index];
  }

  /** Tells whether there is a leaf at a path. */
  public boolean has(String path) {
    return find(path) >= 0;
  }

  private int find(String path) {
    for (int i = 0; i < size; i++) {
      if (paths[i].equals(path)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the whole number at a path, or another if there is none. */
  public long whole(String path, long otherwise) {
    Double number = number(path);
    return number == null || number.isNaN() ? otherwise : number.longValue();
  }

  /** Makes points of the row. */
  public void deliver(Meaning meaning, RowPoints points) {
    if (!meaning.isPoints(this)) {
      return;
    }
    long step = meaning.step(this);
    long micros = meaning.micros(this);
    for (int i = 0; i < size; i++) {
      String key = meaning.key(paths[i], this);
      if (key == null) {
        continue;
      }
      switch (kinds[i]) {
        case NUMBER -> points.number(key, step, micros, numbers[i]);
        case TRUTH -> points.truth(key, step, micros, numbers[i]);
        case TEXT -> points.text(key, step, micros, String.valueOf(texts[i]));
        case PASSED -> points.leaveOut(dev.almanac.ingest.Problem.Kind.UNSUPPORTED, key, "[…]");
      }
    }
  }
}
