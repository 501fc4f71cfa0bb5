package dev.almanac.ingest.logs.tensorboard;

import dev.almanac.ingest.read.protobuf.MalformedMessageException;
import dev.almanac.ingest.read.protobuf.WireReader;
import java.nio.charset.StandardCharsets;

/**
 * Reads a tensor ({@code tensor.proto}, {@code types.proto} of TensorBoard) as far as it is one
 * number or text, or a histogram. Pure; not safe for use by several threads.
 */
final class TensorReader {

  private static final int FLOAT = 1;
  private static final int DOUBLE = 2;
  private static final int INT32 = 3;
  private static final int UINT8 = 4;
  private static final int INT16 = 5;
  private static final int INT8 = 6;
  private static final int STRING = 7;
  private static final int INT64 = 9;
  private static final int BOOL = 10;
  private static final int BFLOAT16 = 14;
  private static final int UINT16 = 17;
  private static final int HALF = 19;
  private static final int UINT32 = 22;
  private static final int UINT64 = 23;

  /** Types above this are references to the type below (TensorFlow's {@code DT_…_REF}). */
  private static final int REFERENCE = 100;

  private final WireReader message = new WireReader(new byte[0], 0, 0);
  private final WireReader shape = new WireReader(new byte[0], 0, 0);
  private final WireReader dimension = new WireReader(new byte[0], 0, 0);
  private final WireReader.Numbers collector = this::collect;

  private int type;
  private boolean hasShape;
  private long elements;
  private long firstDimension;
  private int contentStart;
  private int contentEnd;
  private long firstBits;
  private long listed;
  private int textStart;
  private int textEnd;

  /** Reads a tensor. */
  void read(byte[] bytes, int from, int to) throws MalformedMessageException {
    type = 0;
    hasShape = false;
    elements = 1;
    firstDimension = 1;
    contentStart = 0;
    contentEnd = 0;
    firstBits = 0;
    listed = 0;
    textStart = 0;
    textEnd = 0;
    message.reset(bytes, from, to);
    while (message.next()) {
      switch (message.field()) {
        case 1 -> type = (int) (message.integer() % REFERENCE);
        case 2 -> readShape();
        case 4 -> {
          contentStart = message.start();
          contentEnd = message.end();
        }
        case 5 -> list(WireReader.FIXED32);
        case 6 -> list(WireReader.FIXED64);
        case 7, 10, 11, 13, 16, 17 -> list(WireReader.VARINT);
        case 8 -> text();
        default -> {}
      }
    }
    if (!hasShape) {
      elements =
          Math.max(listed, contentLength() == 0 ? 0 : contentLength() / Math.max(1, width()));
      firstDimension = elements;
    }
  }

  private void readShape() throws MalformedMessageException {
    if (!message.isLength()) {
      return;
    }
    hasShape = true;
    boolean isFirst = true;
    shape.reset(message.bytes(), message.start(), message.end());
    while (shape.next()) {
      if (shape.field() == 2 && shape.isLength()) {
        long length = 0;
        dimension.reset(shape.bytes(), shape.start(), shape.end());
        while (dimension.next()) {
          length = dimension.field() == 1 ? dimension.integer() : length;
        }
        firstDimension = isFirst ? length : firstDimension;
        elements = product(elements, length);
        isFirst = false;
      }
    }
  }

  /** Returns the product, or a number that no tensor has elements where it does not fit. */
  private static long product(long first, long second) {
    boolean fits = second >= 0 && Math.multiplyHigh(first, second) == 0 && first * second >= 0;
    return fits ? first * second : Long.MAX_VALUE;
  }

  private void list(int elementType) throws MalformedMessageException {
    message.numbers(elementType, collector);
  }

  private void collect(long bits) {
    if (listed == 0) {
      firstBits = bits;
    }
    listed++;
  }

  private void text() {
    if (message.isLength()) {
      if (listed == 0) {
        textStart = message.start();
        textEnd = message.end();
      }
      listed++;
    }
  }

  /** Returns how many elements it has. */
  long elements() {
    return elements;
  }

  /** Tells whether its elements are texts. */
  boolean isText() {
    return type == STRING && listed > 0;
  }

  /** Returns the first text. */
  String text(int maxBytes) {
    int length = Math.min(textEnd - textStart, maxBytes);
    return new String(message.bytes(), textStart, length, StandardCharsets.UTF_8);
  }

  /** Tells whether it is one number of a type that is known. */
  boolean isNumber() {
    return elements == 1 && width() > 0 && (listed == 1 || contentLength() == width());
  }

  /** Returns the number; of 64-bit integers beyond 2^53 the nearest double. */
  double number() {
    return listed == 1 ? listedNumber() : contentNumber(contentStart);
  }

  private double listedNumber() {
    return switch (type) {
      case FLOAT -> Float.intBitsToFloat((int) firstBits);
      case DOUBLE -> Double.longBitsToDouble(firstBits);
      case HALF -> listedHalf(half((int) firstBits & 0xffff));
      case BFLOAT16 -> listedHalf(Float.intBitsToFloat((int) firstBits << 16));
      case UINT64 -> unsigned(firstBits);
      case UINT32 -> firstBits & 0xffff_ffffL;
      case BOOL -> firstBits == 0 ? 0 : 1;
      default -> firstBits;
    };
  }

  /** PyTorch's {@code add_tensor} lists the bits of a float where 16 bits belong. */
  private double listedHalf(float sixteenBits) {
    boolean isFloat = (firstBits & 0xffff_0000L) != 0;
    return isFloat ? Float.intBitsToFloat((int) firstBits) : sixteenBits;
  }

  private double contentNumber(int at) {
    long bits = 0;
    byte[] bytes = message.bytes();
    for (int i = width() - 1; i >= 0; i--) {
      bits = bits << 8 | bytes[at + i] & 0xff;
    }
    return switch (type) {
      case FLOAT -> Float.intBitsToFloat((int) bits);
      case DOUBLE -> Double.longBitsToDouble(bits);
      case INT32 -> (int) bits;
      case INT16 -> (short) bits;
      case INT8 -> (byte) bits;
      case HALF -> half((int) bits);
      case BFLOAT16 -> Float.intBitsToFloat((int) bits << 16);
      case UINT64 -> unsigned(bits);
      case BOOL -> bits == 0 ? 0 : 1;
      default -> bits;
    };
  }

  /** Returns the bytes of one element; 0 for types that are no plain numbers. */
  private int width() {
    return switch (type) {
      case UINT8, INT8, BOOL -> 1;
      case INT16, UINT16, HALF, BFLOAT16 -> 2;
      case FLOAT, INT32, UINT32 -> 4;
      case DOUBLE, INT64, UINT64 -> 8;
      default -> 0;
    };
  }

  private int contentLength() {
    return contentEnd - contentStart;
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : (double) (bits >>> 1 | bits & 1) * 2;
  }

  /** Returns the value of a half of IEEE 754. */
  private static float half(int bits) {
    int exponent = bits >>> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24f;
          case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Float.intBitsToFloat((exponent + 112) << 23 | fraction << 13);
        };
    return (bits & 0x8000) == 0 ? magnitude : -magnitude;
  }

  /**
   * Reads a histogram as of TensorFlow 2, rows of left edge, right edge and count ({@code
   * histogram/summary_v2.py}): the least and greatest edge of a bucket that holds something, and
   * the number of values.
   *
   * @param target takes in min, max, num
   * @return false if it is no such histogram, or an empty one
   */
  boolean histogram(double[] target) {
    boolean isHistogram =
        type == DOUBLE || type == FLOAT
            ? elements == 3 * firstDimension && contentLength() == elements * width()
            : false;
    if (!isHistogram || firstDimension == 0) {
      return false;
    }
    double count = 0;
    double least = Double.NaN;
    double greatest = Double.NaN;
    for (int row = 0; row < firstDimension; row++) {
      int at = contentStart + row * 3 * width();
      double inBucket = contentNumber(at + 2 * width());
      if (inBucket > 0) {
        least = Double.isNaN(least) ? contentNumber(at) : least;
        greatest = contentNumber(at + width());
        count += inBucket;
      }
    }
    target[0] = least;
    target[1] = greatest;
    target[2] = count;
    return count > 0;
  }
}
