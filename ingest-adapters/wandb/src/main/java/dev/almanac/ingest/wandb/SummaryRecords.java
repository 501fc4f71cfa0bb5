package dev.almanac.ingest.wandb;

import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.protobuf.WireReader;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps the summary that {@code SummaryRecord} messages add up to. Not safe for use by several
 * threads.
 *
 * <p>Clients write one or two of them a row of history, and only the last value of a key counts. So
 * a record is not parsed when it comes: of records with the same set of keys the last one is kept
 * as it stands, and parsed at the end. Sets are told apart by a 64-bit hash of their keys.
 */
final class SummaryRecords {

  private static final int UPDATE_TAG = 1 << 3 | WireReader.LENGTH;
  private static final int UPDATE = 1;
  private static final int REMOVE = 2;
  private static final byte VALUE_TAG_LOW = (byte) 0x82;
  private static final byte VALUE_TAG_HIGH = 0x01;
  private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

  /** More sets than this are parsed and forgotten. */
  private static final int MAX_SETS = 64;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final JsonTree summary = new JsonTree();
  private final long[] signatures = new long[MAX_SETS];
  private final Kept[] kept = new Kept[MAX_SETS];
  private int sets;
  private int latest;
  private long order;
  private int fieldEnd;

  private static final class Kept {
    private byte[] bytes = new byte[256];
    private int length;
    private long order;
  }

  /**
   * Takes in one record.
   *
   * @throws IOException if it is no message, or a value is no JSON
   */
  void read(byte[] bytes, int start, int end) throws IOException {
    long signature = signature(bytes, start, end);
    if (signature == 0) {
      settle();
      apply(bytes, start, end);
      return;
    }
    int slot = slot(signature);
    Kept record = kept[slot];
    int length = end - start;
    if (record.bytes.length < length) {
      record.bytes = new byte[Math.max(length, 2 * record.bytes.length)];
    }
    System.arraycopy(bytes, start, record.bytes, 0, length);
    record.length = length;
    record.order = order++;
  }

  private int slot(long signature) throws IOException {
    if (latest < sets && signatures[latest] == signature) {
      return latest;
    }
    for (int i = 0; i < sets; i++) {
      if (signatures[i] == signature) {
        latest = i;
        return i;
      }
    }
    if (sets == MAX_SETS) {
      settle();
    }
    latest = sets;
    signatures[sets] = signature;
    kept[sets] = new Kept();
    return sets++;
  }

  /** Returns a hash of the set of keys; 0 if the record is to be looked at at once. */
  private long signature(byte[] bytes, int start, int end) {
    long sum = 1;
    int position = start;
    while (position < end) {
      if (bytes[position] != UPDATE_TAG) {
        return 0;
      }
      int item = length(bytes, position + 1, end);
      if (item < 0) {
        return 0;
      }
      int itemEnd = fieldEnd;
      int keyEnd = item;
      while (keyEnd < itemEnd && bytes[keyEnd] != VALUE_TAG_LOW) {
        if ((bytes[keyEnd] & 7) != WireReader.LENGTH || length(bytes, keyEnd + 1, itemEnd) < 0) {
          return 0;
        }
        keyEnd = fieldEnd;
      }
      if (keyEnd + 1 >= itemEnd || bytes[keyEnd + 1] != VALUE_TAG_HIGH) {
        return 0;
      }
      sum += hash(bytes, item, keyEnd);
      position = itemEnd;
    }
    return sum;
  }

  private static long hash(byte[] bytes, int start, int end) {
    long hash = (end - start) * MULTIPLIER;
    int position = start;
    for (; end - position >= Long.BYTES; position += Long.BYTES) {
      hash = mix(hash ^ (long) LONGS.get(bytes, position));
    }
    long tail = 0;
    for (; position < end; position++) {
      tail = tail << 8 | bytes[position] & 0xff;
    }
    return mix(hash ^ tail);
  }

  private static long mix(long value) {
    long mixed = value * MULTIPLIER;
    mixed ^= mixed >>> 32;
    mixed *= 0xc4ceb9fe1a85ec53L;
    return mixed ^ mixed >>> 29;
  }

  private int length(byte[] bytes, int position, int end) {
    int start = position;
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      if (start >= end || shift > 21) {
        return -1;
      }
      byte next = bytes[start++];
      length |= (next & 0x7f) << shift;
      if (next >= 0) {
        break;
      }
    }
    if (length > end - start) {
      return -1;
    }
    fieldEnd = start + length;
    return start;
  }

  /** Parses the kept records, oldest first. */
  private void settle() throws IOException {
    List<Kept> records = new ArrayList<>(Arrays.asList(kept).subList(0, sets));
    records.sort(Comparator.comparingLong(record -> record.order));
    sets = 0;
    for (Kept record : records) {
      apply(record.bytes, 0, record.length);
    }
  }

  /** Takes in a record that stands in another one. */
  void readNow(WireReader message) throws IOException {
    settle();
    summary.apply(message, UPDATE, REMOVE);
  }

  private void apply(byte[] bytes, int start, int end) throws IOException {
    summary.apply(new WireReader(bytes, start, end), UPDATE, REMOVE);
  }

  /**
   * Returns the summary so far.
   *
   * @throws IOException if a record is damaged; what came before it is kept
   */
  JsonValue summary() throws IOException {
    settle();
    return summary.value();
  }
}
