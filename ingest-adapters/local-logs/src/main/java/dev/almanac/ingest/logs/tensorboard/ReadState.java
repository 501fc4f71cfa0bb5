package dev.almanac.ingest.logs.tensorboard;

import dev.almanac.ingest.logs.FileIdentity;
import dev.almanac.ingest.model.RunStatus;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What must be known of a run's files as far as they were read, to go on reading as if it had been
 * one reading. Not safe for use by several threads.
 */
final class ReadState {

  private static final String VERSION = "1";

  /** How far one file was read. */
  static final class FileState {
    private final String name;
    private final double start;
    private double end;
    private long offset;
    private long points;
    private FileIdentity identity;

    FileState(String name, double start) {
      this.name = name;
      this.start = start;
      this.end = Double.NEGATIVE_INFINITY;
      this.identity = FileIdentity.NONE;
    }

    /** Returns the path below the run's folder. */
    String name() {
      return name;
    }

    /** Returns the latest time at which the file may have been begun; NaN if it has no times. */
    double start() {
      return start;
    }

    /** Returns the latest wall time of an event. */
    double end() {
      return end;
    }

    void end(double wallTime) {
      end = wallTime;
    }

    /** Returns the offset behind the last whole record. */
    long offset() {
      return offset;
    }

    void offset(long value) {
      offset = value;
    }

    /** Returns how many points it has given. */
    long points() {
      return points;
    }

    void countPoint() {
      points++;
    }

    /** Returns what tells this file, as far as it was read, from another of its name. */
    FileIdentity identity() {
      return identity;
    }

    void identity(FileIdentity value) {
      identity = value;
    }
  }

  /** A metric. */
  static final class Series {

    /** Stands for a handle that was not asked for yet. */
    static final int NO_HANDLE = Integer.MIN_VALUE;

    private final String key;
    private int handle = NO_HANDLE;
    private long maxStep;
    private int lastFile;

    Series(String key, long maxStep, int lastFile) {
      this.key = key;
      this.maxStep = maxStep;
      this.lastFile = lastFile;
    }

    String key() {
      return key;
    }

    int handle() {
      return handle;
    }

    void handle(int value) {
      handle = value;
    }

    /** Returns the greatest step since the last restart. */
    long maxStep() {
      return maxStep;
    }

    void maxStep(long value) {
      maxStep = value;
    }

    /** Returns the place of the file that gave the last point. */
    int lastFile() {
      return lastFile;
    }

    void lastFile(int value) {
      lastFile = value;
    }
  }

  /** Something that is listed as an artifact: all values of a tag together. */
  static final class Blob {
    private final String kind;
    private long bytes;

    Blob(String kind, long bytes) {
      this.kind = kind;
      this.bytes = bytes;
    }

    String kind() {
      return kind;
    }

    long bytes() {
      return bytes;
    }

    void add(long more) {
      bytes += more;
    }
  }

  /** A point that is held back: see {@code hp_metric} in {@link RunReading}. */
  record HeldPoint(long step, long timeMicros) {}

  final List<FileState> files = new ArrayList<>();
  final Map<String, Series> series = new LinkedHashMap<>();
  final Map<String, Blob> blobs = new LinkedHashMap<>();
  final List<HeldPoint> held = new ArrayList<>();

  /** Hashes of the params that a configuration states. */
  final Set<Integer> configured = new TreeSet<>();

  /** Earliest wall time, seconds since the epoch; infinite if there is none. */
  double startedAt = Double.POSITIVE_INFINITY;

  /** When the session ended, as it says; 0 if it does not. */
  double endedAt;

  RunStatus status = RunStatus.UNKNOWN;
  String groupName = "";
  String url = "";

  /** Returns the state of a file of this name, or -1. */
  int indexOf(String name) {
    for (int i = 0; i < files.size(); i++) {
      if (files.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Writes it as a cursor. */
  String toCursor() {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    fields.put("v", text(VERSION));
    fields.put(
        "run",
        array(real(startedAt), real(endedAt), text(status.name()), text(groupName), text(url)));
    fields.put(
        "files",
        new JsonValue.Array(
            files.stream()
                .map(
                    each ->
                        array(
                            text(each.name),
                            real(each.start),
                            real(each.end),
                            whole(each.offset),
                            whole(each.points),
                            text(each.identity.toString())))
                .toList()));
    fields.put(
        "series",
        new JsonValue.Array(
            series.values().stream()
                .map(each -> array(text(each.key), whole(each.maxStep), whole(each.lastFile)))
                .toList()));
    fields.put(
        "blobs",
        new JsonValue.Array(
            blobs.entrySet().stream()
                .map(
                    each ->
                        array(
                            text(each.getKey()),
                            text(each.getValue().kind),
                            whole(each.getValue().bytes)))
                .toList()));
    fields.put(
        "held",
        new JsonValue.Array(
            held.stream().map(each -> array(whole(each.step), whole(each.timeMicros))).toList()));
    fields.put(
        "configured", new JsonValue.Array(configured.stream().map(each -> whole(each)).toList()));
    return new JsonValue.Obj(fields).toJson();
  }

  /**
   * Reads a cursor.
   *
   * @throws IOException if it is none of this version
   */
  static ReadState of(String cursor) throws IOException {
    JsonValue saved = JsonText.parse(cursor);
    if (!VERSION.equals(saved.get("v").text())) {
      throw new IOException("a cursor of another version");
    }
    try {
      return read(saved);
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      throw new IOException("a damaged cursor", malformed);
    }
  }

  private static ReadState read(JsonValue saved) {
    ReadState state = new ReadState();
    List<JsonValue> run = saved.get("run").elements();
    state.startedAt = real(run.get(0));
    state.endedAt = real(run.get(1));
    state.status = RunStatus.valueOf(run.get(2).asText());
    state.groupName = run.get(3).asText();
    state.url = run.get(4).asText();
    for (JsonValue each : saved.get("files").elements()) {
      List<JsonValue> row = each.elements();
      FileState file = new FileState(row.get(0).asText(), real(row.get(1)));
      file.end = real(row.get(2));
      file.offset = whole(row.get(3));
      file.points = whole(row.get(4));
      file.identity = FileIdentity.parse(row.get(5).asText());
      state.files.add(file);
    }
    for (JsonValue each : saved.get("series").elements()) {
      List<JsonValue> row = each.elements();
      String key = row.get(0).asText();
      state.series.put(key, new Series(key, whole(row.get(1)), (int) whole(row.get(2))));
    }
    for (JsonValue each : saved.get("blobs").elements()) {
      List<JsonValue> row = each.elements();
      state.blobs.put(row.get(0).asText(), new Blob(row.get(1).asText(), whole(row.get(2))));
    }
    for (JsonValue each : saved.get("held").elements()) {
      List<JsonValue> row = each.elements();
      state.held.add(new HeldPoint(whole(row.get(0)), whole(row.get(1))));
    }
    for (JsonValue each : saved.get("configured").elements()) {
      state.configured.add((int) whole(each));
    }
    return state;
  }

  private static JsonValue array(JsonValue... values) {
    return new JsonValue.Array(List.of(values));
  }

  private static JsonValue text(String value) {
    return new JsonValue.Text(value);
  }

  private static JsonValue whole(long value) {
    return new JsonValue.Num(Long.toString(value));
  }

  /** As text: JSON has no infinities. */
  private static JsonValue real(double value) {
    return new JsonValue.Text(Double.toString(value));
  }

  private static double real(JsonValue value) {
    return Double.parseDouble(value.asText());
  }

  private static long whole(JsonValue value) {
    return Long.parseLong(value.asText());
  }
}
