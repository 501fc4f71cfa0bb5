package dev.almanac.ingest.read.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the first 100 bytes of a SQLite file say (sqlite.org/fileformat2, section 1.3).
 *
 * @param pageSize bytes in a page
 * @param reservedBytes bytes at the end of each page that hold no content
 * @param wal whether the file is in write-ahead-log mode
 * @param changeCounter counts transactions outside that mode
 * @param pageCount pages in the file, 0 if the file does not say
 * @param schemaCookie counts changes of the schema and rebuilds
 * @param utf8 whether text is UTF-8
 */
public record SqliteHeader(
    int pageSize,
    int reservedBytes,
    boolean wal,
    int changeCounter,
    int pageCount,
    int schemaCookie,
    boolean utf8) {

  /** Length of the header. */
  public static final int LENGTH = 100;

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private static final int PAGE_SIZE = 16;
  private static final int WRITE_VERSION = 18;
  private static final int RESERVED = 20;
  private static final int CHANGE_COUNTER = 24;
  private static final int PAGE_COUNT = 28;
  private static final int SCHEMA_COOKIE = 40;
  private static final int ENCODING = 56;
  private static final int WAL_VERSION = 2;
  private static final int LARGEST_PAGE = 65_536;

  /** Returns the header of a file, or null if the file does not begin like a SQLite database. */
  public static @Nullable SqliteHeader read(Path file) throws IOException {
    try (InputStream input = Files.newInputStream(file)) {
      return parse(input.readNBytes(LENGTH));
    }
  }

  /** Returns the header in some bytes, or null if they are none. Pure. */
  public static @Nullable SqliteHeader parse(byte[] bytes) {
    if (bytes.length < LENGTH || !Arrays.equals(MAGIC, 0, MAGIC.length, bytes, 0, MAGIC.length)) {
      return null;
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    int size = header.getShort(PAGE_SIZE) & 0xffff;
    return new SqliteHeader(
        size == 1 ? LARGEST_PAGE : size,
        header.get(RESERVED) & 0xff,
        header.get(WRITE_VERSION) == WAL_VERSION,
        header.getInt(CHANGE_COUNTER),
        header.getInt(PAGE_COUNT),
        header.getInt(SCHEMA_COOKIE),
        header.getInt(ENCODING) == 1);
  }
}
