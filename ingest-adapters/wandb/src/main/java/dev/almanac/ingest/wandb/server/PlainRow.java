package dev.almanac.ingest.wandb.server;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.read.text.ByteTexts;
import dev.almanac.ingest.read.text.DecimalText;
import dev.almanac.ingest.wandb.DeliveredRun;
import dev.almanac.ingest.wandb.WandbHistory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A row of a history that holds plain numbers only, read from the bytes of the server's answer
 * without an object for a key or a number. Any other row is declined. Not safe for use by several
 * threads.
 */
final class PlainRow {

  private static final int STEP = -1;
  private static final int TIMESTAMP = -2;
  private static final int RUNTIME = -3;

  /** From here on not every whole number is a double, which is said by the other way. */
  private static final double EXACT = 0x1p53;

  /** Digits of which every number fits into a {@code long}. */
  private static final int STEP_DIGITS = 18;

  private final DeliveredRun run;
  private final ByteTexts keys = new ByteTexts();
  private final List<String> names = new ArrayList<>();
  private int[] handles = new int[64];
  private int[] rowSlots = new int[64];
  private double[] rowValues = new double[64];
  private int size;
  private boolean hasStep;
  private long step;
  private long time;

  PlainRow(DeliveredRun run) {
    this.run = run;
  }

  /**
   * Reads a row, a JSON object or a JSON text that holds one.
   *
   * @return false if it holds something unusual; then nothing is known of it
   */
  boolean read(byte[] answer, int start, int end) {
    size = 0;
    hasStep = false;
    time = RunSink.NO_TIME;
    boolean isText = answer[start] == '"';
    int position = isText ? start + 1 : start;
    int last = isText ? end - 2 : end - 1;
    if (last <= position || answer[position] != '{' || answer[last] != '}') {
      return false;
    }
    position = skip(answer, position + 1, last);
    while (position < last) {
      position = field(answer, position, last, isText);
      if (position < 0) {
        return false;
      }
      position = skip(answer, position, last);
      if (position == last) {
        return true;
      }
      if (answer[position] != ',') {
        return false;
      }
      position = skip(answer, position + 1, last);
      if (position == last) {
        return false;
      }
    }
    return true;
  }

  private static int skip(byte[] answer, int from, int last) {
    int position = from;
    while (position < last && answer[position] == ' ') {
      position++;
    }
    return position;
  }

  /** Reads a key and its value, and returns where they end, or -1. */
  private int field(byte[] answer, int from, int last, boolean isText) {
    int key = mark(answer, from, last, isText);
    if (key < 0) {
      return -1;
    }
    int keyEnd = key;
    while (keyEnd < last && answer[keyEnd] != '"' && answer[keyEnd] != '\\') {
      keyEnd++;
    }
    int position = mark(answer, keyEnd, last, isText);
    if (position < 0) {
      return -1;
    }
    position = skip(answer, position, last);
    if (position >= last || answer[position] != ':') {
      return -1;
    }
    int value = skip(answer, position + 1, last);
    int valueEnd = value;
    while (valueEnd < last && answer[valueEnd] != ',' && answer[valueEnd] != ' ') {
      valueEnd++;
    }
    return value(slot(answer, key, keyEnd - key), answer, value, valueEnd) ? valueEnd : -1;
  }

  /** Returns where a quotation mark ends, which within a text is escaped; -1 if there is none. */
  private static int mark(byte[] answer, int from, int last, boolean isText) {
    int position = from;
    if (isText) {
      if (position >= last || answer[position] != '\\') {
        return -1;
      }
      position++;
    }
    return position < last && answer[position] == '"' ? position + 1 : -1;
  }

  private int slot(byte[] answer, int start, int length) {
    int slot = keys.find(answer, start, length);
    return slot == ByteTexts.UNKNOWN ? newSlot(answer, start, length) : slot;
  }

  private int newSlot(byte[] answer, int start, int length) {
    String name = new String(answer, start, length, StandardCharsets.UTF_8);
    int slot =
        switch (name) {
          case WandbHistory.STEP -> STEP;
          case WandbHistory.TIMESTAMP -> TIMESTAMP;
          case WandbHistory.RUNTIME -> RUNTIME;
          default -> names.size();
        };
    if (slot >= 0) {
      if (slot == handles.length) {
        handles = Arrays.copyOf(handles, 2 * slot);
      }
      handles[slot] = -1;
      names.add(name);
    }
    keys.put(answer, start, length, slot);
    return slot;
  }

  private boolean value(int slot, byte[] answer, int start, int end) {
    if (slot == STEP) {
      return step(answer, start, end);
    }
    long bits = DecimalText.bits(answer, start, end);
    if (bits == DecimalText.UNDECIDED) {
      return slot >= 0 && isNull(answer, start, end);
    }
    double value = Double.longBitsToDouble(bits);
    if (slot == TIMESTAMP) {
      time = WandbHistory.micros(value);
    }
    if (slot < 0) {
      return true;
    }
    if (Math.abs(value) >= EXACT) {
      return false;
    }
    if (size == rowSlots.length) {
      rowSlots = Arrays.copyOf(rowSlots, 2 * size);
      rowValues = Arrays.copyOf(rowValues, 2 * size);
    }
    rowSlots[size] = slot;
    rowValues[size++] = value;
    return true;
  }

  private boolean step(byte[] answer, int start, int end) {
    if (start == end || end - start > STEP_DIGITS) {
      return false;
    }
    long value = 0;
    for (int i = start; i < end; i++) {
      int digit = answer[i] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      value = 10 * value + digit;
    }
    step = value;
    hasStep = true;
    return true;
  }

  private static boolean isNull(byte[] answer, int start, int end) {
    return end - start == 4
        && answer[start] == 'n'
        && answer[start + 1] == 'u'
        && answer[start + 2] == 'l'
        && answer[start + 3] == 'l';
  }

  /** Tells whether the row that was read last states its step. */
  boolean hasStep() {
    return hasStep;
  }

  /** Returns the step of the row that was read last. */
  long step() {
    return step;
  }

  /** Delivers the points of the row that was read last. */
  void deliver(long atStep) {
    RunSink sink = run.sink();
    int handle = run.handle();
    for (int i = 0; i < size; i++) {
      int slot = rowSlots[i];
      if (handles[slot] < 0) {
        handles[slot] = run.metric(names.get(slot));
      }
      sink.point(handle, handles[slot], atStep, time, rowValues[i]);
    }
  }
}
