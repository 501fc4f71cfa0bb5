package dev.almanac.bench.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a protobuf message that is put together. Not safe for use by several threads. */
final class WireBuffer {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private byte[] bytes = new byte[256];
  private int size;

  void clear() {
    size = 0;
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  WireBuffer number(int field, long value) {
    varint((long) field << 3 | VARINT);
    varint(value);
    return this;
  }

  WireBuffer fixed(int field, double value) {
    varint((long) field << 3 | FIXED64);
    littleEndian(Double.doubleToRawLongBits(value), Double.BYTES);
    return this;
  }

  WireBuffer fixed(int field, float value) {
    varint((long) field << 3 | FIXED32);
    littleEndian(Float.floatToRawIntBits(value), Float.BYTES);
    return this;
  }

  WireBuffer text(int field, String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    return bytes(field, encoded, encoded.length);
  }

  WireBuffer message(int field, WireBuffer message) {
    return bytes(field, message.bytes, message.size);
  }

  private WireBuffer bytes(int field, byte[] value, int length) {
    varint((long) field << 3 | LENGTH);
    varint(length);
    room(length);
    System.arraycopy(value, 0, bytes, size, length);
    size += length;
    return this;
  }

  private void varint(long value) {
    long rest = value;
    room(10);
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private void littleEndian(long bits, int count) {
    room(count);
    for (int i = 0; i < count; i++) {
      bytes[size++] = (byte) (bits >>> 8 * i);
    }
  }

  private void room(int count) {
    if (size + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + count, 2 * bytes.length));
    }
  }
}
