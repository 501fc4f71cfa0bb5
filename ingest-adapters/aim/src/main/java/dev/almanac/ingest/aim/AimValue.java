package dev.almanac.ingest.aim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A value of Aim's trees: one byte for the type, then the content, numbers with the least byte
 * first (aim/storage/types.py, aim/storage/encoding/encoding.pyx). Pure.
 */
sealed interface AimValue {

  /** Nothing. */
  record None() implements AimValue {}

  /** A truth value. */
  record Bool(boolean value) implements AimValue {}

  /** A whole number. */
  record Int(long value) implements AimValue {}

  /** A real number. */
  record Real(double value) implements AimValue {}

  /** A text. */
  record Text(String value) implements AimValue {}

  /** Bytes, or the place of a large value that is kept elsewhere. */
  record Bytes(int length) implements AimValue {}

  /** An array begins; its elements have keys of their own. */
  record ArrayStart() implements AimValue {}

  /** An object begins; its fields have keys of their own. */
  record ObjectStart() implements AimValue {}

  /** An object of Aim's or the user's begins. */
  record CustomStart(String name) implements AimValue {}

  /**
   * Reads a value.
   *
   * @throws IOException if the bytes are none
   */
  static AimValue parse(byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      return new Bytes(0);
    }
    ByteBuffer content =
        ByteBuffer.wrap(bytes, 1, bytes.length - 1).slice().order(ByteOrder.LITTLE_ENDIAN);
    return switch (bytes[0]) {
      case 0 -> new None();
      case 1 -> new Bool(require(content, 1).get(0) != 0);
      case 2 -> integer(content);
      case 3 -> new Real(require(content, Double.BYTES).getDouble(0));
      case 4 -> new Text(new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8));
      case 5 -> new Bytes(bytes.length - 1);
      case 6 -> new ArrayStart();
      case 7 -> new ObjectStart();
      case 15 -> new CustomStart(new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8));
      default -> throw new IOException("a value of an unknown type " + bytes[0]);
    };
  }

  private static AimValue integer(ByteBuffer content) throws IOException {
    return switch (content.remaining()) {
      case Long.BYTES -> new Int(content.getLong(0));
      case Integer.BYTES -> new Int(content.getInt(0));
      case Short.BYTES -> new Int(content.getShort(0));
      default -> throw new IOException("a whole number of " + content.remaining() + " bytes");
    };
  }

  private static ByteBuffer require(ByteBuffer content, int bytes) throws IOException {
    if (content.remaining() < bytes) {
      throw new IOException("a value that is cut off");
    }
    return content;
  }

  /** Returns the value as a number, or null if it is none. */
  default @Nullable Double number() {
    if (this instanceof Real real) {
      return real.value();
    }
    if (this instanceof Int integer) {
      return (double) integer.value();
    }
    return this instanceof Bool bool ? (Double) (bool.value() ? 1.0 : 0.0) : null;
  }

  /** Returns the value as a whole number, or null if it is none. */
  default @Nullable Long integer() {
    if (this instanceof Int integer) {
      return integer.value();
    }
    boolean whole =
        this instanceof Real real
            && real.value() == Math.rint(real.value())
            && Math.abs(real.value()) < 0x1p63;
    return whole && this instanceof Real real ? (Long) (long) real.value() : null;
  }
}
