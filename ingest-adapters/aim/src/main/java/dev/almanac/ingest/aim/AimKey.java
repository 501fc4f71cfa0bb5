package dev.almanac.ingest.aim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key of Aim's trees: path parts, each ended by {@code 0xFE}. A part is a text, or {@code 0xFE}
 * and eight bytes, a whole number (aim/storage/encoding/encoding.pyx). Pure.
 *
 * @param parts the parts: texts and longs
 */
record AimKey(List<Object> parts) {

  private static final byte END = (byte) 0xfe;
  private static final int NUMBER_BYTES = Long.BYTES;

  AimKey {
    parts = List.copyOf(parts);
  }

  /**
   * Reads a key.
   *
   * @throws IOException if the bytes are none
   */
  static AimKey parse(byte[] bytes) throws IOException {
    List<Object> parts = new ArrayList<>();
    int position = 0;
    while (position < bytes.length) {
      if (bytes[position] == END) {
        int end = position + 1 + NUMBER_BYTES;
        if (end >= bytes.length || bytes[end] != END) {
          throw new IOException("a key whose number is cut off");
        }
        parts.add(ByteBuffer.wrap(bytes, position + 1, NUMBER_BYTES).getLong());
        position = end + 1;
      } else {
        int end = position;
        while (end < bytes.length && bytes[end] != END) {
          end++;
        }
        if (end == bytes.length) {
          throw new IOException("a key that does not end");
        }
        parts.add(new String(bytes, position, end - position, StandardCharsets.UTF_8));
        position = end + 1;
      }
    }
    return new AimKey(parts);
  }

  /** Returns the bytes with which all keys below some parts begin. */
  static byte[] prefix(Object... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Object part : parts) {
      if (part instanceof Long number) {
        bytes.write(END);
        bytes.writeBytes(ByteBuffer.allocate(NUMBER_BYTES).putLong(number).array());
      } else {
        bytes.writeBytes(part.toString().getBytes(StandardCharsets.UTF_8));
      }
      bytes.write(END);
    }
    return bytes.toByteArray();
  }

  int size() {
    return parts.size();
  }

  /** Returns a part as text; null if it is a number or not there. */
  @Nullable String text(int index) {
    return index < parts.size() && parts.get(index) instanceof String text ? text : null;
  }

  /** Returns a part as number; null if it is a text or not there. */
  @Nullable Long number(int index) {
    return index < parts.size() && parts.get(index) instanceof Long number ? number : null;
  }
}
