package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.Problem;
import dev.almanac.ingest.RunSink;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Some points of a SQL store, gathered while a read transaction is open and handed on after it.
 *
 * <p>MLflow stores infinities as {@code ±Double.MAX_VALUE} ({@code sanitize_metric_value}), which
 * nothing in the store tells from a logged maximum: the value goes in as it stands there, with one
 * problem per run and key. Not safe for use by several threads.
 */
final class PointChunk {

  static final int CAPACITY = 65_536;

  private final RunSink sink;
  private final Map<String, Integer> runHandles;
  private final Map<String, Integer> keyHandles = new HashMap<>();
  private final Map<Integer, String> keys = new HashMap<>();
  private final Set<Long> clamped = new HashSet<>();

  private final int[] runOf = new int[CAPACITY];
  private final int[] keyOf = new int[CAPACITY];
  private final long[] stepOf = new long[CAPACITY];
  private final long[] microsOf = new long[CAPACITY];
  private final double[] valueOf = new double[CAPACITY];
  private int count;

  /**
   * Makes an empty chunk.
   *
   * @param runHandles the wanted runs
   * @param sink where points and problems go
   */
  PointChunk(Map<String, Integer> runHandles, RunSink sink) {
    this.runHandles = runHandles;
    this.sink = sink;
  }

  boolean isFull() {
    return count == CAPACITY;
  }

  /** Returns the runs whose points are wanted. */
  Map<String, Integer> runHandles() {
    return runHandles;
  }

  /** Returns the handle of a key. */
  int key(String key) {
    Integer handle = keyHandles.get(key);
    if (handle == null) {
      handle = sink.key(MlflowMapping.kind(key), key);
      keyHandles.put(key, handle);
      keys.put(handle, key);
    }
    return handle;
  }

  /** Adds a point of a wanted run; the chunk must not be full. */
  void add(int run, int key, double value, long millis, long step) {
    runOf[count] = run;
    keyOf[count] = key;
    stepOf[count] = step;
    microsOf[count] = MlflowMapping.micros(millis);
    valueOf[count] = value;
    count++;
    if (Math.abs(value) == Double.MAX_VALUE && clamped.add((long) run << 32 | key)) {
      report(
          run,
          key,
          "Cannot tell whether infinity was logged: MLflow's SQL stores keep it as the largest"
              + " double, which went in as it stands there",
          Double.toString(value));
    }
    if (!MlflowMapping.fits(millis)) {
      report(
          run,
          key,
          "Cannot keep a point's time: it lies beyond what microseconds in 64 bits can tell",
          Long.toString(millis));
    }
  }

  private void report(int run, int key, String reason, String raw) {
    String runId =
        runHandles.entrySet().stream()
            .filter(entry -> entry.getValue() == run)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    sink.problem(
        new Problem(Problem.Kind.ALTERED, runId, "metrics/" + keys.get(key), -1, reason, raw));
  }

  /** Hands all points on and is empty again. */
  void flush() {
    for (int i = 0; i < count; i++) {
      sink.point(runOf[i], keyOf[i], stepOf[i], microsOf[i], valueOf[i]);
    }
    count = 0;
  }
}
