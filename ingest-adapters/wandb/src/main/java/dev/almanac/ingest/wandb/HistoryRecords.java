package dev.almanac.ingest.wandb;

import dev.almanac.ingest.RunSink;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.protobuf.MalformedMessageException;
import dev.almanac.ingest.read.protobuf.WireReader;
import dev.almanac.ingest.read.text.ByteTexts;
import dev.almanac.ingest.read.text.DecimalText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Delivers the points of {@code HistoryRecord} messages, the innermost loop of reading a run. Not
 * safe for use by several threads.
 *
 * <p>A row of plain numbers is read from its bytes without any object: a key is known by the bytes
 * that encode it ({@link ByteTexts}), a number is parsed where it stands. Any other row goes
 * through {@link HistoryRow}.
 */
final class HistoryRecords {

  private static final int ITEM_TAG = 1 << 3 | WireReader.LENGTH;
  private static final int STEP_TAG = 2 << 3 | WireReader.LENGTH;
  private static final int KEY_TAG = 1 << 3 | WireReader.LENGTH;
  private static final int NESTED_KEY_TAG = 2 << 3 | WireReader.LENGTH;

  /** {@code value_json}, field 16 with length, as the two bytes of its varint. */
  private static final byte VALUE_TAG_LOW = (byte) 0x82;

  private static final byte VALUE_TAG_HIGH = 0x01;

  private static final int STEP = -1;
  private static final int TIMESTAMP = -2;
  private static final int RUNTIME = -3;

  /** A key that makes its row be looked at as a whole: part of a media object. */
  private static final int UNUSUAL = -4;

  /** Digits of a double's exact whole numbers. */
  private static final int EXACT_DIGITS = 15;

  private static final double EXACT = 0x1p53;

  private final DeliveredRun run;
  private final RunSink sink;
  private final WandbHistory history;
  private final ByteTexts keys = new ByteTexts();
  private final List<String> names = new ArrayList<>();
  private int[] handles = new int[64];
  private int[] rowHandles = new int[64];
  private double[] rowValues = new double[64];
  private int count;
  private boolean hasStep;
  private long step;
  private boolean hasOwnStep;
  private long ownStep;
  private long time;
  private int fieldEnd;
  private long lastStep = Long.MAX_VALUE;
  private long withdrawn;
  private long rows;
  private long latest = RunSink.NO_TIME;

  HistoryRecords(DeliveredRun run) {
    this.run = run;
    sink = run.sink();
    history = new WandbHistory(run);
  }

  /** Leaves out rows behind a step from now on: the run was rewound to it. */
  void cutBehind(long newLastStep) {
    lastStep = newLastStep;
  }

  /** Returns how many rows were left out. */
  long withdrawn() {
    return withdrawn;
  }

  /** Returns how many rows there were. */
  long rows() {
    return rows;
  }

  /** Sets how many rows there were before. */
  void startAt(long newRows) {
    rows = newRows;
  }

  /** Returns the latest time of a row in microseconds, or {@link RunSink#NO_TIME}. */
  long latest() {
    return latest;
  }

  /** Returns where values go that are read elsewhere. */
  WandbHistory history() {
    return history;
  }

  /**
   * Delivers one record.
   *
   * @throws MalformedMessageException if it is no message; nothing of it was delivered
   */
  void read(byte[] bytes, int start, int end) throws IOException {
    count = 0;
    hasStep = false;
    hasOwnStep = false;
    time = RunSink.NO_TIME;
    boolean plain = true;
    int position = start;
    while (position < end && plain) {
      int tag = bytes[position];
      position = length(bytes, position + 1, end);
      if (position < 0) {
        plain = false;
      } else if (tag == ITEM_TAG) {
        plain = item(bytes, position, fieldEnd);
      } else {
        plain = tag == STEP_TAG && stepMessage(bytes, position, fieldEnd);
      }
      position = fieldEnd;
    }
    if (plain) {
      deliver();
    } else {
      unusual(bytes, start, end);
    }
  }

  private void deliver() {
    long at = hasStep ? step : hasOwnStep ? ownStep : rows;
    rows++;
    if (at > lastStep) {
      withdrawn++;
      return;
    }
    latest = Math.max(latest, time);
    int handle = run.handle();
    for (int i = 0; i < count; i++) {
      sink.point(handle, rowHandles[i], at, time, rowValues[i]);
    }
  }

  /** Delivers one row that is JSON already. */
  void row(JsonValue row) {
    Long own = row.get(WandbHistory.STEP).integer();
    long at = own == null ? rows : own;
    rows++;
    if (at > lastStep) {
      withdrawn++;
      return;
    }
    latest = Math.max(latest, WandbHistory.micros(row.get(WandbHistory.TIMESTAMP).number()));
    history.row(row, at);
  }

  private void unusual(byte[] bytes, int start, int end) throws IOException {
    HistoryRow row = HistoryRow.parse(new WireReader(bytes, start, end));
    long at = row.step(rows);
    rows++;
    if (at > lastStep) {
      withdrawn++;
      return;
    }
    latest = Math.max(latest, row.timeMicros());
    row.deliver(history, at);
  }

  /** Returns where the bytes of a field begin, and sets where they end; -1 if that is unusual. */
  private int length(byte[] bytes, int position, int end) {
    if (position >= end) {
      return -1;
    }
    int length = bytes[position];
    int start = position + 1;
    if (length < 0) {
      length &= 0x7f;
      for (int shift = 7; ; shift += 7) {
        if (start >= end || shift > 21) {
          return -1;
        }
        byte next = bytes[start++];
        length |= (next & 0x7f) << shift;
        if (next >= 0) {
          break;
        }
      }
    }
    if (length > end - start) {
      return -1;
    }
    fieldEnd = start + length;
    return start;
  }

  private boolean stepMessage(byte[] bytes, int start, int end) {
    hasStep = true;
    step = 0;
    if (start == end) {
      return true;
    }
    if (bytes[start] != 1 << 3) {
      return false;
    }
    int position = start + 1;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position >= end) {
        return false;
      }
      byte next = bytes[position++];
      step |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return position == end;
      }
    }
    return false;
  }

  /** Reads one item; false if the row must be looked at as a whole. */
  private boolean item(byte[] bytes, int start, int end) {
    int rowEnd = fieldEnd;
    int keyEnd = start;
    while (keyEnd < end && (bytes[keyEnd] == KEY_TAG || bytes[keyEnd] == NESTED_KEY_TAG)) {
      if (length(bytes, keyEnd + 1, end) < 0) {
        return false;
      }
      keyEnd = fieldEnd;
    }
    boolean valueFollows =
        end - keyEnd > 2
            && bytes[keyEnd] == VALUE_TAG_LOW
            && bytes[keyEnd + 1] == VALUE_TAG_HIGH
            && keyEnd > start;
    if (!valueFollows) {
      return false;
    }
    int value = length(bytes, keyEnd + 2, end);
    boolean whole = value >= 0 && fieldEnd == end;
    fieldEnd = rowEnd;
    return whole && value(slot(bytes, start, keyEnd), bytes, value, end);
  }

  private int slot(byte[] bytes, int start, int keyEnd) {
    int slot = keys.find(bytes, start, keyEnd - start);
    return slot == ByteTexts.UNKNOWN ? newSlot(bytes, start, keyEnd) : slot;
  }

  private int newSlot(byte[] bytes, int start, int keyEnd) {
    int slot = slot(HistoryRow.path(bytes, start, keyEnd));
    keys.put(bytes, start, keyEnd - start, slot);
    return slot;
  }

  private int slot(List<String> path) {
    String name = String.join(".", path);
    if (path.isEmpty() || path.get(path.size() - 1).equals(WandbMedia.TYPE)) {
      return UNUSUAL;
    }
    if (path.size() == 1) {
      switch (name) {
        case WandbHistory.STEP -> {
          return STEP;
        }
        case WandbHistory.TIMESTAMP -> {
          return TIMESTAMP;
        }
        case WandbHistory.RUNTIME -> {
          return RUNTIME;
        }
        default -> {}
      }
    }
    if (names.size() == handles.length) {
      handles = Arrays.copyOf(handles, 2 * handles.length);
    }
    handles[names.size()] = -1;
    names.add(name);
    return names.size() - 1;
  }

  private boolean value(int slot, byte[] bytes, int start, int end) {
    if (slot < 0) {
      return internal(slot, bytes, start, end);
    }
    long bits = DecimalText.bits(bytes, start, end);
    double value;
    if (bits != DecimalText.UNDECIDED) {
      value = Double.longBitsToDouble(bits);
    } else if (is(bytes, start, end, "null")) {
      return true;
    } else {
      Double word = word(bytes, start, end);
      if (word == null) {
        return false;
      }
      value = word;
    }
    if (end - start > EXACT_DIGITS && Math.abs(value) >= EXACT) {
      String token = new String(bytes, start, end - start, StandardCharsets.UTF_8);
      history.noteRounding(names.get(slot), token, value);
    }
    if (count == rowHandles.length) {
      rowHandles = Arrays.copyOf(rowHandles, 2 * count);
      rowValues = Arrays.copyOf(rowValues, 2 * count);
    }
    if (handles[slot] < 0) {
      handles[slot] = run.metric(names.get(slot));
    }
    rowHandles[count] = handles[slot];
    rowValues[count] = value;
    count++;
    return true;
  }

  private boolean internal(int slot, byte[] bytes, int start, int end) {
    switch (slot) {
      case STEP -> {
        return ownStep(bytes, start, end);
      }
      case TIMESTAMP -> {
        long bits = DecimalText.bits(bytes, start, end);
        time = WandbHistory.micros(Double.longBitsToDouble(bits));
        return bits != DecimalText.UNDECIDED;
      }
      case RUNTIME -> {
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private boolean ownStep(byte[] bytes, int start, int end) {
    if (end - start > 18 || start == end) {
      return false;
    }
    long value = 0;
    for (int i = start; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      value = 10 * value + digit;
    }
    ownStep = value;
    hasOwnStep = true;
    return true;
  }

  private static boolean is(byte[] bytes, int start, int end, String word) {
    if (end - start != word.length()) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (bytes[i] != word.charAt(i - start)) {
        return false;
      }
    }
    return true;
  }

  /** Returns the number of a value that is not plain digits, or null if it is none. */
  private static @org.jspecify.annotations.Nullable Double word(byte[] bytes, int start, int end) {
    if (start == end || "{[\"".indexOf(bytes[start]) >= 0 || end - start > 1_000) {
      return null;
    }
    try {
      JsonValue value = JsonText.parse(bytes, start, end);
      return WandbHistory.number(value);
    } catch (IOException malformed) {
      return null;
    }
  }
}
