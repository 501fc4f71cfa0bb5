package dev.almanac.ingest.mlflow;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One row in SQLite's record format, read in place (sqlite.org/fileformat2, section 2.1). Reused
 * from row to row; not safe for use by several threads.
 */
final class SqliteRecord {

  /** Serial types from here on are blobs (even) and texts (odd). */
  private static final int FIRST_BLOB = 12;

  private static final int REAL = 7;
  private static final int ZERO = 8;
  private static final int ONE = 9;

  /** Bytes of the serial types 0 to 9. */
  private static final int[] SIZES = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};

  private byte[] bytes = {};
  private int at;
  private final long[] types;
  private final int[] starts;

  /** Makes a record for a table of so many columns. */
  SqliteRecord(int columns) {
    this.types = new long[columns];
    this.starts = new int[columns];
  }

  /**
   * Takes in a record. Columns that it lacks, because they were added to the table later, are NULL.
   *
   * @throws UnusualPageException if it does not fit between {@code from} and {@code to}
   */
  void set(byte[] source, int from, int to) throws UnusualPageException {
    bytes = source;
    at = from;
    long headerSize = varint();
    if (headerSize < 1 || headerSize > to - from) {
      throw new UnusualPageException("record header");
    }
    int headerEnd = from + (int) headerSize;
    long start = headerEnd;
    int column = 0;
    while (at < headerEnd && column < types.length) {
      long type = varint();
      types[column] = type;
      starts[column] = (int) start;
      start += size(type);
      column++;
      if (start > to) {
        throw new UnusualPageException("record beyond its cell");
      }
    }
    Arrays.fill(types, column, types.length, 0);
  }

  private static long size(long type) throws UnusualPageException {
    if (type >= FIRST_BLOB) {
      return (type - FIRST_BLOB) / 2;
    }
    if (type < 0 || type >= SIZES.length) {
      throw new UnusualPageException("serial type " + type);
    }
    return SIZES[(int) type];
  }

  private long varint() throws UnusualPageException {
    long value = 0;
    for (int i = 0; i < 9; i++) {
      if (at >= bytes.length) {
        throw new UnusualPageException("number beyond its page");
      }
      byte next = bytes[at++];
      if (i == 8) {
        return (value << 8) | (next & 0xff);
      }
      value = (value << 7) | (next & 0x7f);
      if (next >= 0) {
        return value;
      }
    }
    return value;
  }

  /** Tells whether a column is NULL. */
  boolean isNull(int column) {
    return types[column] == 0;
  }

  /**
   * Returns an integer; 0 for NULL, as JDBC does.
   *
   * @throws UnusualPageException if it is anything else
   */
  long integer(int column) throws UnusualPageException {
    long type = types[column];
    if (type == 0 || type == ZERO) {
      return 0;
    }
    if (type == ONE) {
      return 1;
    }
    if (type >= REAL) {
      throw new UnusualPageException("no integer");
    }
    return bigEndian(starts[column], SIZES[(int) type]);
  }

  /**
   * Returns a number; 0 for NULL, as JDBC does. SQLite keeps a whole number in a column of type
   * FLOAT as an integer.
   *
   * @throws UnusualPageException if it is anything else
   */
  double real(int column) throws UnusualPageException {
    return types[column] == REAL
        ? Double.longBitsToDouble(bigEndian(starts[column], 8))
        : (double) integer(column);
  }

  private long bigEndian(int start, int size) {
    long value = bytes[start];
    for (int i = 1; i < size; i++) {
      value = (value << 8) | (bytes[start + i] & 0xff);
    }
    return value;
  }

  /** Returns the array that {@link #textStart} and {@link #textLength} refer to. */
  byte[] bytes() {
    return bytes;
  }

  /**
   * Returns where a text begins in {@link #bytes}.
   *
   * @throws UnusualPageException if the column is no text
   */
  int textStart(int column) throws UnusualPageException {
    long type = types[column];
    if (type <= FIRST_BLOB || type % 2 == 0) {
      throw new UnusualPageException("no text");
    }
    return starts[column];
  }

  /** Returns the length of a text in bytes. */
  int textLength(int column) {
    return (int) (types[column] - FIRST_BLOB - 1) / 2;
  }

  /**
   * Returns a value as JDBC would: null, Long, Double or String.
   *
   * @throws UnusualPageException if it is a blob
   */
  @Nullable Object value(int column) throws UnusualPageException {
    long type = types[column];
    if (type == 0) {
      return null;
    }
    if (type == REAL) {
      return real(column);
    }
    if (type <= ONE) {
      return integer(column);
    }
    int start = textStart(column);
    return new String(bytes, start, textLength(column), StandardCharsets.UTF_8);
  }
}
