package dev.almanac.ingest.logs.table;

import dev.almanac.ingest.read.text.DecimalText;
import dev.almanac.ingest.read.text.NumberText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a table of text into rows and cells without making objects of them: cells stay bytes in one
 * buffer, numbers are read where they stand. Memory is bounded by the longest row, and rows by
 * {@link #MAX_ROW}. Quotes as in RFC 4180; a quote that never closes is taken for a character. Not
 * safe for use by several threads.
 */
public final class TableReader {

  /** Longest row; of longer ones only their place is told. */
  public static final int MAX_ROW = 16 << 20;

  /** Stands for a cell that is empty or says that there is no value. */
  public static final long MISSING = 0x7ff8_0000_dead_bee1L;

  /** Stands for a cell that is not a number. */
  public static final long TEXT = 0x7ff8_0000_dead_bee2L;

  /** Stands for no whole number in {@link #whole}. */
  public static final long NO_WHOLE = Long.MIN_VALUE + 1;

  /** A file with so many quotes that never close has quotes for characters. */
  private static final int MAX_QUOTE_FAILURES = 16;

  private static final Pattern GROUPED = Pattern.compile("[-+]?\\d{1,3}(\\.\\d{3})+,\\d+");

  private static final int FIRST_CAPACITY = 1 << 16;

  private static final byte PLAIN = 0;
  private static final byte DELIMITER = 1;
  private static final byte LINE_BREAK = 2;

  private static final int ROW = 0;
  private static final int NEED_MORE = 1;
  private static final int UNCLOSED = 2;

  private final InputStream input;
  private final byte[] kinds = new byte[256];
  private final boolean hasDecimalComma;
  private boolean hasQuotes;
  private int quoteFailures = MAX_QUOTE_FAILURES;
  private byte[] buffer = new byte[FIRST_CAPACITY + 1];
  private int position;
  private int limit;
  private long moved;
  private boolean ended;
  private long number;
  private int rowStart;
  private int rowEnd;
  private boolean complete;
  private boolean overlong;
  private boolean holey;
  private boolean badQuote;
  private int cells;
  private int[] starts = new int[32];
  private int[] ends = new int[32];

  /**
   * Reads from a stream.
   *
   * @param format how cells are told apart
   * @param offset bytes of the file that lie before the stream's first
   */
  public TableReader(InputStream input, TableFormat format, long offset) {
    this.input = input;
    this.hasDecimalComma = format.decimal() == TableFormat.Decimal.COMMA;
    this.hasQuotes = format.quotes() == TableFormat.Quotes.DOUBLED;
    this.moved = offset;
    kinds[format.delimiter() & 0xff] = DELIMITER;
    kinds['\n'] = LINE_BREAK;
  }

  /**
   * Moves to the next row; empty lines are passed over.
   *
   * @return false at the end; an unfinished last row is a row, see {@link #isComplete}
   */
  public boolean next() throws IOException {
    overlong = false;
    holey = false;
    badQuote = false;
    while (true) {
      boolean quoted = hasQuotes;
      int outcome = split(quoted);
      while (outcome != ROW) {
        if (outcome == UNCLOSED) {
          quoted = false;
          badQuote = true;
          hasQuotes = --quoteFailures > 0;
        } else if (limit - position < MAX_ROW) {
          fill();
        } else {
          quoted = false;
          skipOverlong();
        }
        outcome = split(quoted);
      }
      if (rowStart == limit && ended && !overlong) {
        return false;
      }
      number++;
      if (cells > 1 || ends[0] > starts[0] || holey || overlong) {
        return true;
      }
    }
  }

  /** Cuts what lies in the buffer up to a line break. */
  private int split(boolean quoted) {
    final byte[] bytes = buffer;
    final byte[] kind = kinds;
    // A line break behind the end spares the loop the question whether it is there.
    bytes[limit] = '\n';
    int at = position;
    int start = at;
    cells = 0;
    while (true) {
      if (quoted && bytes[at] == '"' && at < limit) {
        int close = closing(at + 1);
        if (close < 0) {
          return ended || limit - position >= MAX_ROW ? UNCLOSED : NEED_MORE;
        }
        int end = close;
        at = close + 1;
        if (bytes[at] == '\r' && at + 1 <= limit && bytes[at + 1] == '\n') {
          at++;
        }
        if (kind[bytes[at] & 0xff] == PLAIN) {
          // Something follows the closing quote: keep the cell as it stands.
          end = -1;
        }
        while (kind[bytes[at] & 0xff] == PLAIN) {
          at++;
        }
        if (at >= limit && !ended) {
          return NEED_MORE;
        }
        boolean isLast = bytes[at] == '\n';
        if (end < 0) {
          add(start, at);
        } else {
          addExactly(start + 1, end);
        }
        if (isLast) {
          return row(at);
        }
        start = ++at;
        continue;
      }
      while (kind[bytes[at] & 0xff] == PLAIN) {
        at++;
      }
      if (bytes[at] == '\n') {
        if (at == limit && !ended) {
          return NEED_MORE;
        }
        add(start, at);
        return row(at);
      }
      add(start, at);
      start = ++at;
    }
  }

  private int row(int lineBreak) {
    if (lineBreak >= limit) {
      return finish(lineBreak);
    }
    rowStart = position;
    rowEnd = lineBreak;
    position = lineBreak + 1;
    complete = true;
    return ROW;
  }

  private int finish(int end) {
    rowStart = position;
    rowEnd = Math.min(end, limit);
    position = limit;
    complete = false;
    return ROW;
  }

  /** Returns where the quote closes that opened before an index; negative if it does not. */
  private int closing(int from) {
    for (int at = from; at < limit; at++) {
      if (buffer[at] == '"') {
        if (at + 1 < limit && buffer[at + 1] == '"') {
          at++;
        } else if (at + 1 < limit || ended) {
          return at;
        } else {
          return -1;
        }
      }
    }
    return -1;
  }

  private void add(int from, int to) {
    final byte[] bytes = buffer;
    int start = from;
    int end = to;
    // Cells of numbers begin and end with what is greater than a space.
    while (end > start && (bytes[end - 1] & 0xff) <= ' ') {
      holey |= bytes[end - 1] == 0;
      end--;
    }
    while (start < end && (bytes[start] & 0xff) <= ' ') {
      holey |= bytes[start] == 0;
      start++;
    }
    addExactly(start, end);
  }

  private void addExactly(int start, int end) {
    if (cells == starts.length) {
      starts = Arrays.copyOf(starts, 2 * cells);
      ends = Arrays.copyOf(ends, 2 * cells);
    }
    starts[cells] = start;
    ends[cells++] = end;
  }

  private void fill() throws IOException {
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      moved += position;
      position = 0;
    }
    if (limit >= buffer.length - 1) {
      buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, MAX_ROW + FIRST_CAPACITY + 1));
    }
    int count = input.read(buffer, limit, buffer.length - 1 - limit);
    if (count < 0) {
      ended = true;
    } else {
      limit += count;
    }
  }

  /** Drops all of an overlong row but what lies right before its line break. */
  private void skipOverlong() throws IOException {
    overlong = true;
    while (true) {
      int at = position;
      while (at < limit && buffer[at] != '\n') {
        at++;
      }
      if (at < limit || ended) {
        position = at;
        return;
      }
      position = limit;
      fill();
    }
  }

  // The row.

  /** Returns how many cells the row has. */
  public int cells() {
    return cells;
  }

  /** Returns the bytes that hold the row. */
  public byte[] bytes() {
    return buffer;
  }

  /** Returns where a cell begins. */
  public int start(int cell) {
    return starts[cell];
  }

  /** Returns where a cell ends. */
  public int end(int cell) {
    return ends[cell];
  }

  /** Returns how many rows were read. */
  public long number() {
    return number;
  }

  /** Returns how many bytes of the file lie before the row. */
  public long offset() {
    return moved + rowStart;
  }

  /** Returns how many bytes of the file lie before the next row. */
  public long nextOffset() {
    return moved + position;
  }

  /** Tells whether the row ends with a line break, so that nothing of it is still to come. */
  public boolean isComplete() {
    return complete;
  }

  /** Tells whether the row was longer than {@link #MAX_ROW}, so that its cells are lost. */
  public boolean isOverlong() {
    return overlong;
  }

  /** Tells whether there are zero bytes in it: what a file system leaves after a crash. */
  public boolean isHoley() {
    return holey;
  }

  /** Tells whether a quote in it never closed. */
  public boolean hasBadQuote() {
    return badQuote;
  }

  /** Tells whether all cells are empty. */
  public boolean isBlank() {
    for (int cell = 0; cell < cells; cell++) {
      if (ends[cell] > starts[cell]) {
        return false;
      }
    }
    return true;
  }

  /** Returns the row as it stands, cut to a length. */
  public String raw(int maxLength) {
    int length = Math.max(0, Math.min(rowEnd - rowStart, maxLength));
    return decode(rowStart, rowStart + length);
  }

  /** Tells whether a cell has exactly these bytes. */
  public boolean is(int cell, byte[] text) {
    return Arrays.equals(buffer, starts[cell], ends[cell], text, 0, text.length);
  }

  /** Returns a cell's text: UTF-8, or Latin-1 where it is not. */
  public String text(int cell) {
    String text = decode(starts[cell], ends[cell]);
    boolean wasQuoted = starts[cell] > 0 && buffer[starts[cell] - 1] == '"';
    return wasQuoted && hasQuotes ? text.replace("\"\"", "\"") : text;
  }

  private String decode(int from, int to) {
    return decode(buffer, from, Math.max(from, to));
  }

  /** Decodes UTF-8, or Latin-1 where it is not. */
  static String decode(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] < 0) {
        String utf8 = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return utf8.indexOf('\ufffd') < 0
            ? utf8
            : new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
      }
    }
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  /**
   * Returns the bits of the double that a cell holds.
   *
   * @return the bits; {@link #MISSING} or {@link #TEXT}, which no number has
   */
  public long bits(int cell) {
    if (cell >= cells) {
      return MISSING;
    }
    int start = starts[cell];
    int end = ends[cell];
    if (start >= end) {
      return MISSING;
    }
    long bits = DecimalText.bits(buffer, start, end);
    return bits == DecimalText.UNDECIDED ? undecided(start, end) : bits;
  }

  private long undecided(int start, int end) {
    if (hasDecimalComma && end - start < 64) {
      byte[] point = withoutGroups(Arrays.copyOfRange(buffer, start, end));
      int commas = 0;
      for (int i = 0; i < point.length; i++) {
        if (point[i] == ',') {
          point[i] = '.';
          commas++;
        }
      }
      Double value = commas == 1 ? NumberText.real(point, 0, point.length) : null;
      if (value != null) {
        return Double.doubleToLongBits(value);
      }
    }
    Double value = NumberText.real(buffer, start, end);
    if (value != null) {
      return Double.doubleToLongBits(value);
    }
    return isMissing(buffer, start, end) ? MISSING : TEXT;
  }

  /** Leaves out the points of {@code 1.234,5}; {@code 1.234} alone may as well be a fraction. */
  private static byte[] withoutGroups(byte[] number) {
    String text = new String(number, StandardCharsets.ISO_8859_1);
    return GROUPED.matcher(text).matches()
        ? text.replace(".", "").getBytes(StandardCharsets.ISO_8859_1)
        : number;
  }

  /** Tells whether a text says that there is no value; {@code nan} is a value. */
  public static boolean isMissing(byte[] bytes, int from, int to) {
    if (to - from > 5) {
      return false;
    }
    return switch (new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)) {
      case "",
          "?",
          "NA",
          "N/A",
          "n/a",
          "#N/A",
          "<NA>",
          "#na#",
          "null",
          "Null",
          "NULL",
          "None",
          "none" ->
          true;
      default -> false;
    };
  }

  /** Returns a cell's whole number, also one written as {@code 100.0}, or {@link #NO_WHOLE}. */
  public long whole(int cell) {
    if (cell >= cells) {
      return NO_WHOLE;
    }
    int at = starts[cell];
    int end = ends[cell];
    boolean negative = at < end && buffer[at] == '-';
    int first = negative ? at + 1 : at;
    if (first < end && end - first <= 18) {
      long value = 0;
      int index = first;
      while (index < end && buffer[index] >= '0' && buffer[index] <= '9') {
        value = 10 * value + (buffer[index++] - '0');
      }
      if (index == end) {
        return negative ? -value : value;
      }
    }
    NumberText.@Nullable Integer integer = NumberText.integer(buffer, at, Math.max(at, end));
    return integer != null && integer.exact() ? integer.value() : NO_WHOLE;
  }
}
