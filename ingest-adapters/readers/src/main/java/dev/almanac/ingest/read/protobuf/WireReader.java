package dev.almanac.ingest.read.protobuf;

import java.nio.charset.StandardCharsets;

/**
 * Walks through the fields of one protobuf message in a byte array, without generated classes and
 * without copying. Pure; not safe for use by several threads.
 *
 * <p>Fields come as they stand: unknown ones are skipped by not asking for them, a field may occur
 * any number of times, and packed and unpacked numbers are both legal. See the encoding reference
 * of Protocol Buffers (protobuf.dev/programming-guides/encoding). Groups (wire types 3 and 4) are
 * skipped.
 *
 * <pre>{@code
 * WireReader message = new WireReader(bytes, from, to);
 * while (message.next()) {
 *   switch (message.field()) {
 *     case 1 -> wallTime = message.doubleValue();
 *     case 5 -> summary(message.message());
 *     default -> {}
 *   }
 * }
 * }</pre>
 */
public final class WireReader {

  /** Varint. */
  public static final int VARINT = 0;

  /** Eight bytes. */
  public static final int FIXED64 = 1;

  /** Bytes with their length before them: texts, messages, packed numbers. */
  public static final int LENGTH = 2;

  /** Four bytes. */
  public static final int FIXED32 = 5;

  private static final int START_GROUP = 3;
  private static final int END_GROUP = 4;
  private static final int MAX_GROUP_DEPTH = 64;

  private byte[] bytes;
  private int position;
  private int limit;
  private int field;
  private int wireType;
  private long number;
  private int start;
  private int end;

  /** Reads the message in part of an array. */
  public WireReader(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    reset(bytes, from, to);
  }

  /** Begins anew with another message. */
  public void reset(byte[] newBytes, int from, int to) {
    if (from < 0 || to > newBytes.length || from > to) {
      throw new IllegalArgumentException("no such part of the bytes: " + from + " to " + to);
    }
    bytes = newBytes;
    position = from;
    limit = to;
  }

  /**
   * Moves to the next field.
   *
   * @return false at the end of the message
   * @throws MalformedMessageException if the bytes are no message
   */
  public boolean next() throws MalformedMessageException {
    while (position < limit) {
      long tag = varint();
      field = (int) (tag >>> 3);
      wireType = (int) tag & 7;
      if (field == 0 || tag >>> 32 != 0) {
        throw new MalformedMessageException("field number " + (tag >>> 3), position);
      }
      if (wireType == START_GROUP) {
        skipGroup(0);
        continue;
      }
      value();
      return true;
    }
    return false;
  }

  private void value() throws MalformedMessageException {
    switch (wireType) {
      case VARINT -> number = varint();
      case FIXED64 -> {
        require(8);
        number = fixed64(position);
        position += 8;
      }
      case FIXED32 -> {
        require(4);
        number = fixed32(position);
        position += 4;
      }
      case LENGTH -> {
        long length = varint();
        if (length < 0 || length > limit - position) {
          throw new MalformedMessageException("length " + length + " beyond the end", position);
        }
        start = position;
        end = position + (int) length;
        position = end;
      }
      default -> throw new MalformedMessageException("wire type " + wireType, position);
    }
  }

  private void skipGroup(int depth) throws MalformedMessageException {
    if (depth > MAX_GROUP_DEPTH) {
      throw new MalformedMessageException("groups nested too deeply", position);
    }
    while (true) {
      if (position >= limit) {
        throw new MalformedMessageException("group without end", position);
      }
      int type = (int) varint() & 7;
      if (type == END_GROUP) {
        return;
      }
      if (type == START_GROUP) {
        skipGroup(depth + 1);
      } else {
        wireType = type;
        value();
      }
    }
  }

  private long varint() throws MalformedMessageException {
    if (position < limit && bytes[position] >= 0) {
      return bytes[position++]; // Tags and lengths nearly always take one byte.
    }
    return longVarint();
  }

  private long longVarint() throws MalformedMessageException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (position >= limit) {
        throw new MalformedMessageException("number cut off", position);
      }
      byte each = bytes[position++];
      if (shift < 64) {
        value |= (long) (each & 0x7f) << shift;
      }
      if (each >= 0) {
        return value;
      }
    }
    throw new MalformedMessageException("number of more than ten bytes", position);
  }

  private void require(int count) throws MalformedMessageException {
    if (limit - position < count) {
      throw new MalformedMessageException("number cut off", position);
    }
  }

  private long fixed64(int at) {
    long low = fixed32(at) & 0xffff_ffffL;
    long high = fixed32(at + 4) & 0xffff_ffffL;
    return high << 32 | low;
  }

  private int fixed32(int at) {
    return bytes[at] & 0xff
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | (bytes[at + 3] & 0xff) << 24;
  }

  /** Returns the number of the current field. */
  public int field() {
    return field;
  }

  /** Returns the wire type of the current field. */
  public int wireType() {
    return wireType;
  }

  /** Tells whether the current field has bytes rather than a number. */
  public boolean isLength() {
    return wireType == LENGTH;
  }

  /** Returns the field as an integer ({@code int32, int64, uint, bool, enum, fixed}). */
  public long integer() {
    return number;
  }

  /** Returns the field as a truth value. */
  public boolean bool() {
    return number != 0;
  }

  /** Returns the field as a {@code double}. */
  public double doubleValue() {
    return Double.longBitsToDouble(number);
  }

  /** Returns the field as a {@code float}. */
  public float floatValue() {
    return Float.intBitsToFloat((int) number);
  }

  /** Returns where the bytes of the field begin in {@link #bytes()}. */
  public int start() {
    return start;
  }

  /** Returns where the bytes of the field end. */
  public int end() {
    return end;
  }

  /** Returns the array that holds the message; not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns the bytes of the field as UTF-8 text; what is not UTF-8 becomes U+FFFD. */
  public String text() {
    return isLength() ? new String(bytes, start, end - start, StandardCharsets.UTF_8) : "";
  }

  /** Returns the field as a message of its own. */
  public WireReader message() {
    return isLength() ? new WireReader(bytes, start, end) : new WireReader(bytes, 0, 0);
  }

  /** Takes in the numbers of a repeated field. */
  public interface Numbers {
    /** Takes in one number: an integer, or the bits of a {@code double} or {@code float}. */
    void number(long bits);
  }

  /**
   * Visits the numbers of a repeated field, packed or not.
   *
   * @param elementType wire type of one number: {@link #VARINT}, {@link #FIXED32}, {@link #FIXED64}
   */
  public void numbers(int elementType, Numbers visitor) throws MalformedMessageException {
    if (!isLength()) {
      if (wireType == elementType) {
        visitor.number(number);
      }
      return;
    }
    WireReader packed = message();
    while (packed.position < packed.limit) {
      packed.wireType = elementType;
      packed.value();
      visitor.number(packed.number);
    }
  }
}
