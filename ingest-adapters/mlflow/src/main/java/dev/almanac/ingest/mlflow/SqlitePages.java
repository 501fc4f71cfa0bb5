package dev.almanac.ingest.mlflow;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A forward cursor over the rows of one table, read from the pages of the database file
 * (sqlite.org/fileformat2). A point costs about a tenth of what it costs through JDBC, where each
 * cell is a call into native code.
 *
 * <p>The caller holds a read transaction of SQLite from {@link #seek} to the last {@link #next}, so
 * that nobody writes meanwhile. Whatever is not an ordinary table in an ordinary file (a
 * write-ahead log, UTF-16, a table without row ids, damage) is an {@link UnusualPageException}.
 *
 * <p><b>Close it after the transaction, never during one.</b> POSIX drops all locks that a process
 * has on a file as soon as the process closes any descriptor of it, SQLite's own among them
 * (sqlite.org/howtocorrupt, section 2.2).
 */
final class SqlitePages implements Closeable {

  private static final int HEADER_BYTES = 100;
  private static final int INTERIOR = 5;
  private static final int LEAF = 13;

  /** A tree of this depth would hold more rows than there are row ids. */
  private static final int MAX_DEPTH = 64;

  private final FileChannel channel;
  private final SqliteRecord record;

  private int pageSize;
  private int usable;
  private final byte[][] pages = new byte[MAX_DEPTH][];
  private final int[] cells = new int[MAX_DEPTH];
  private final int[] counts = new int[MAX_DEPTH];
  private final int[] headers = new int[MAX_DEPTH];
  private int depth;

  private byte[] overflow = {};
  private int at;
  private long rowId;

  private SqlitePages(FileChannel channel, SqliteRecord record) {
    this.channel = channel;
    this.record = record;
  }

  /** Opens a file; reads nothing yet. */
  static SqlitePages open(Path file, int columns) throws IOException {
    return new SqlitePages(
        FileChannel.open(file, StandardOpenOption.READ), new SqliteRecord(columns));
  }

  /**
   * Goes before the first row whose id is greater than {@code after}.
   *
   * @param root number of the table's root page, from {@code sqlite_schema}
   */
  void seek(int root, long after) throws IOException {
    readHeader();
    depth = 0;
    descend(root, after);
  }

  private void readHeader() throws IOException {
    byte[] header = new byte[HEADER_BYTES];
    fill(ByteBuffer.wrap(header), 0);
    int size = unsigned16(header, 16);
    pageSize = size == 1 ? 65_536 : size;
    usable = pageSize - (header[20] & 0xff);
    boolean rollbackJournal = header[18] == 1 && header[19] == 1;
    boolean utf8 = integer32(header, 56) == 1;
    if (!rollbackJournal || !utf8 || Integer.bitCount(pageSize) != 1 || usable < 480) {
      throw new UnusualPageException("file header");
    }
  }

  private void descend(int root, long after) throws IOException {
    int number = root;
    while (load(number)) {
      int cell = 0;
      while (cell < counts[depth] && interiorKey(cell) <= after) {
        cell++;
      }
      cells[depth] = cell;
      number = child(cell);
      depth++;
    }
    cells[depth] = 0;
    while (cells[depth] < counts[depth] && leafKey(cells[depth]) <= after) {
      cells[depth]++;
    }
  }

  /** Loads a page into the current level; tells whether it is an interior one. */
  private boolean load(int number) throws IOException {
    if (depth == MAX_DEPTH || number < 1) {
      throw new UnusualPageException("page number " + number);
    }
    byte[] page = pages[depth];
    if (page == null || page.length != pageSize) {
      page = new byte[pageSize];
      pages[depth] = page;
    }
    fill(ByteBuffer.wrap(page), (long) (number - 1) * pageSize);
    int header = number == 1 ? HEADER_BYTES : 0;
    int type = page[header];
    if (type != INTERIOR && type != LEAF) {
      throw new UnusualPageException("page type " + type);
    }
    headers[depth] = header + (type == INTERIOR ? 12 : 8);
    counts[depth] = unsigned16(page, header + 3);
    if (headers[depth] + 2 * counts[depth] > usable) {
      throw new UnusualPageException("cell count");
    }
    return type == INTERIOR;
  }

  private void fill(ByteBuffer target, long position) throws IOException {
    while (target.hasRemaining()) {
      int read = channel.read(target, position + target.position());
      if (read < 0) {
        throw new UnusualPageException("page beyond the end");
      }
    }
  }

  private int cellStart(int cell) throws UnusualPageException {
    int start = unsigned16(pages[depth], headers[depth] + 2 * cell);
    if (start < headers[depth] || start + 4 > usable) {
      throw new UnusualPageException("cell beyond its page");
    }
    return start;
  }

  private long interiorKey(int cell) throws UnusualPageException {
    at = cellStart(cell) + 4;
    return varint();
  }

  /** Returns the child left of a cell, or the rightmost one after the last cell. */
  private int child(int cell) throws UnusualPageException {
    int start = cell == counts[depth] ? headers[depth] - 4 : cellStart(cell);
    return integer32(pages[depth], start);
  }

  private long leafKey(int cell) throws UnusualPageException {
    at = cellStart(cell);
    varint();
    return varint();
  }

  /** Goes to the next row; false after the last. */
  boolean next() throws IOException {
    while (cells[depth] == counts[depth]) {
      if (!nextLeaf()) {
        return false;
      }
    }
    at = cellStart(cells[depth]++);
    long payload = varint();
    rowId = varint();
    int most = usable - 35;
    if (payload <= most) {
      if (at + payload > usable) {
        throw new UnusualPageException("payload beyond its page");
      }
      record.set(pages[depth], at, at + (int) payload);
    } else {
      gather(payload, most);
    }
    return true;
  }

  private boolean nextLeaf() throws IOException {
    do {
      if (depth == 0) {
        return false;
      }
      depth--;
    } while (++cells[depth] > counts[depth]);
    int number = child(cells[depth]);
    depth++;
    while (load(number)) {
      cells[depth] = 0;
      number = child(0);
      depth++;
    }
    cells[depth] = 0;
    return true;
  }

  /** Puts together a payload that goes on in overflow pages (section 1.6 of the file format). */
  private void gather(long payload, int most) throws IOException {
    int least = (usable - 12) * 32 / 255 - 23;
    long wanted = least + (payload - least) % (usable - 4);
    int local = wanted <= most ? (int) wanted : least;
    if (payload > Integer.MAX_VALUE / 2 || at + local + 4 > usable) {
      throw new UnusualPageException("payload of " + payload + " bytes");
    }
    if (overflow.length < payload) {
      overflow = new byte[(int) payload];
    }
    System.arraycopy(pages[depth], at, overflow, 0, local);
    int number = integer32(pages[depth], at + local);
    byte[] link = new byte[4];
    int filled = local;
    while (filled < payload) {
      if (number < 1) {
        throw new UnusualPageException("payload ends early");
      }
      long position = (long) (number - 1) * pageSize;
      fill(ByteBuffer.wrap(link), position);
      int part = (int) Math.min(payload - filled, usable - 4);
      fill(ByteBuffer.wrap(overflow, filled, part).slice(), position + 4);
      filled += part;
      number = integer32(link, 0);
    }
    record.set(overflow, 0, (int) payload);
  }

  private long varint() throws UnusualPageException {
    byte[] page = pages[depth];
    long value = 0;
    for (int i = 0; i < 8; i++) {
      if (at >= page.length) {
        throw new UnusualPageException("number beyond its page");
      }
      byte next = page[at++];
      value = (value << 7) | (next & 0x7f);
      if (next >= 0) {
        return value;
      }
    }
    if (at >= page.length) {
      throw new UnusualPageException("number beyond its page");
    }
    return (value << 8) | (page[at++] & 0xff);
  }

  private static int unsigned16(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  private static int integer32(byte[] bytes, int at) {
    return unsigned16(bytes, at) << 16 | unsigned16(bytes, at + 2);
  }

  /** Returns the row's id. */
  long rowId() {
    return rowId;
  }

  /** Returns the row; valid until the next one. */
  SqliteRecord record() {
    return record;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
