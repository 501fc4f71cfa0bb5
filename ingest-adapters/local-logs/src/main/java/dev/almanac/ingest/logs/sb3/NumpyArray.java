package dev.almanac.ingest.logs.sb3;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an array of numbers as NumPy stores it (numpy.org, "NEP 1: a simple file format"), row by
 * row. Arrays of objects are pickles, and are refused. Not safe for use by several threads.
 */
final class NumpyArray {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_HEADER = 1 << 16;
  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([<>|=]?)([bifu])(\\d)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,]*)\\)");

  private final DataInputStream input;
  private final char type;
  private final int width;
  private final ByteOrder order;
  private final List<Long> shape;
  private final byte[] element;

  private NumpyArray(
      DataInputStream input, char type, int width, ByteOrder order, List<Long> shape) {
    this.input = input;
    this.type = type;
    this.width = width;
    this.order = order;
    this.shape = shape;
    this.element = new byte[width];
  }

  /**
   * Reads the header.
   *
   * @throws IOException if it is no array, or one of something else than numbers
   */
  static NumpyArray open(InputStream stream) throws IOException {
    DataInputStream input = new DataInputStream(stream);
    byte[] head = input.readNBytes(8);
    if (head.length < 8 || !java.util.Arrays.equals(MAGIC, java.util.Arrays.copyOf(head, 6))) {
      throw new IOException("it is no NumPy array");
    }
    byte[] sizes = input.readNBytes(head[6] == 1 ? 2 : 4);
    if (sizes.length != (head[6] == 1 ? 2 : 4)) {
      throw new EOFException("it ends in the header");
    }
    ByteBuffer size = ByteBuffer.wrap(sizes).order(ByteOrder.LITTLE_ENDIAN);
    int length = head[6] == 1 ? size.getShort() & 0xffff : size.getInt();
    if (length < 0 || length > MAX_HEADER) {
      throw new IOException("its header claims " + length + " bytes");
    }
    String header = new String(input.readNBytes(length), StandardCharsets.ISO_8859_1);
    return of(header, input);
  }

  private static NumpyArray of(String header, DataInputStream input) throws IOException {
    Matcher type = TYPE.matcher(header);
    Matcher fortran = ORDER.matcher(header);
    Matcher shape = SHAPE.matcher(header);
    if (!type.find() || !fortran.find() || !shape.find()) {
      throw new IOException("it is no array of numbers: " + header.strip());
    }
    List<Long> dimensions = new ArrayList<>();
    for (String each : shape.group(1).split(",", -1)) {
      if (!each.isBlank()) {
        dimensions.add(Long.valueOf(each.strip()));
      }
    }
    boolean isTransposed = fortran.group(1).equals("True") && dimensions.size() > 1;
    int width = type.group(3).charAt(0) - '0';
    char kind = type.group(2).charAt(0);
    boolean isKnown =
        kind == 'f'
            ? width == 4 || width == 8
            : width == 1 || width == 2 || width == 4 || width == 8;
    if (isTransposed || !isKnown || dimensions.size() > 2) {
      throw new IOException("arrays like this are not read: " + header.strip());
    }
    ByteOrder order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NumpyArray(input, kind, width, order, dimensions);
  }

  /** Returns the number of rows: of an array without dimensions 1. */
  long rows() {
    return shape.isEmpty() ? 1 : shape.get(0);
  }

  /** Returns the number of values in a row. */
  long columns() {
    return shape.size() < 2 ? 1 : shape.get(1);
  }

  /** Returns the next value. */
  double next() throws IOException {
    if (input.readNBytes(element, 0, width) != width) {
      throw new EOFException("it ends before its last value");
    }
    ByteBuffer bytes = ByteBuffer.wrap(element).order(order);
    if (type == 'f') {
      return width == 4 ? bytes.getFloat() : bytes.getDouble();
    }
    boolean isSigned = type == 'i';
    return switch (width) {
      case 1 -> isSigned ? bytes.get() : bytes.get() & 0xff;
      case 2 -> isSigned ? bytes.getShort() : bytes.getShort() & 0xffff;
      case 4 -> isSigned ? bytes.getInt() : bytes.getInt() & 0xffffffffL;
      default -> bytes.getLong();
    };
  }
}
