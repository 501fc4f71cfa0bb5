package dev.almanac.ingest.wandb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Writes protobuf messages and chunks of {@code .wandb} files, in both dialects. */
final class LogBytes {

  static final byte[] HEADER = {0x3a, 0x57, 0x26, 0x42, (byte) 0xe1, (byte) 0xbe, 0};

  private static final int BLOCK = 32_768;

  private LogBytes() {}

  /** A whole log; blocks are counted from an origin, 0 or 7. */
  static byte[] log(int origin, Iterable<byte[]> records) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(HEADER);
    for (byte[] record : records) {
      int at = 0;
      boolean first = true;
      do {
        int left = BLOCK - Math.floorMod(out.size() - origin, BLOCK);
        if (left < 7) {
          out.write(new byte[left]);
          left = BLOCK;
        }
        int length = Math.min(record.length - at, left - 7);
        boolean last = at + length == record.length;
        int type = first ? (last ? 1 : 2) : last ? 4 : 3;
        out.write(chunk(type, record, at, length));
        at += length;
        first = false;
      } while (at < record.length);
    }
    return out.toByteArray();
  }

  static byte[] chunk(byte[] record) throws IOException {
    return chunk(1, record, 0, record.length);
  }

  private static byte[] chunk(int type, byte[] bytes, int from, int length) {
    CRC32 crc = new CRC32();
    crc.update(type);
    crc.update(bytes, from, length);
    ByteBuffer chunk = ByteBuffer.allocate(7 + length).order(ByteOrder.LITTLE_ENDIAN);
    chunk.putInt((int) crc.getValue()).putShort((short) length).put((byte) type);
    chunk.put(bytes, from, length);
    return chunk.array();
  }

  static byte[] number(int field, long value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    varint(out, (long) field << 3);
    varint(out, value);
    return out.toByteArray();
  }

  static byte[] text(int field, String text) throws IOException {
    return message(field, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] message(int field, byte[]... parts) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.write(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    varint(out, (long) field << 3 | 2);
    varint(out, body.size());
    body.writeTo(out);
    return out.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) (left & 0x7f | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }
}
