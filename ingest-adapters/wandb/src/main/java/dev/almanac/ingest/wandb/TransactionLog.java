package dev.almanac.ingest.wandb;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a {@code .wandb} file into its records, without copying those that lie in one chunk, in
 * memory bounded by the largest record. Opens the file for reading only.
 *
 * <p>The file is a log of LevelDB's format with a header of its own and plain CRC-32
 * (core/pkg/leveldb/record.go and core/internal/transactionlog of wandb). There are two dialects:
 * most writers count blocks of 32 KiB from the file's beginning, wandb-core before 0.17.6 from
 * behind the header. As chunks have lengths, the dialects differ only in where the padding of one
 * to six bytes lies; so a chunk is taken where it is valid, and padding is skipped where either
 * dialect may have it.
 *
 * <p>Behind damage, reading goes on at the next chunk if the length of the damaged one was sound,
 * else at the next block.
 */
final class TransactionLog implements Closeable {

  /** {@code :W&B}, 0xBEE1 little-endian, version 0. */
  private static final byte[] HEADER = {0x3a, 0x57, 0x26, 0x42, (byte) 0xe1, (byte) 0xbe, 0};

  /** Header of a chunk: CRC, length, type. */
  private static final int CHUNK_HEADER = 7;

  private static final int BLOCK = 32_768;
  private static final int MAX_CHUNK = CHUNK_HEADER + 0xffff;

  private static final int FULL = 1;
  private static final int FIRST = 2;
  private static final int LAST = 4;

  /** Largest record that is put together; W&B advises log calls below 25 MB. */
  static final int MAX_RECORD = 96 << 20;

  private static final int BUFFER = 1 << 20;

  /** What is reported of damage. */
  interface Damage {
    /** Something at an offset is damaged, and was skipped. */
    void corrupt(long offset, String reason);
  }

  private final FileChannel channel;
  private final long size;
  private final Damage damage;
  private final CRC32 checksum = new CRC32();
  private byte[] buffer = new byte[BUFFER];
  private long bufferOffset;
  private int position;
  private int limit;
  private byte[] assembled = new byte[0];
  private byte[] record = buffer;
  private int recordStart;
  private int recordEnd;
  private long recordOffset;
  private long goodOffset;
  private boolean torn;

  private TransactionLog(FileChannel channel, long size, long from, Damage damage) {
    this.channel = channel;
    this.size = size;
    this.damage = damage;
    bufferOffset = from;
    goodOffset = from;
  }

  /**
   * Opens a log at its first record.
   *
   * @throws IOException if it cannot be opened, or is no such log; says why
   */
  static TransactionLog open(Path file, Damage damage) throws IOException {
    TransactionLog log = open(file, 0, damage);
    try {
      log.header();
      return log;
    } catch (IOException foreign) {
      log.close();
      throw foreign;
    }
  }

  /** Opens a log at the offset of a record, from {@link #goodOffset}. */
  static TransactionLog open(Path file, long from, Damage damage) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new TransactionLog(channel, channel.size(), from, damage);
    } catch (IOException unreadable) {
      channel.close();
      throw unreadable;
    }
  }

  private void header() throws IOException {
    fill(HEADER.length);
    int there = Math.min(limit - position, HEADER.length);
    if (!Arrays.equals(buffer, position, position + there, HEADER, 0, there)) {
      throw new IOException(foreign());
    }
    torn = there < HEADER.length;
    position += there;
    goodOffset = torn ? 0 : HEADER.length;
  }

  private String foreign() {
    String start =
        new String(buffer, position, Math.min(limit - position, 40), StandardCharsets.ISO_8859_1);
    if (start.startsWith("version https://git-lfs")) {
      return "it is a pointer of Git LFS, not the log; run git lfs pull there";
    }
    if (start.startsWith(":W&B")) {
      return "its header is damaged, or of a version that is not known; a version control system"
          + " that changes line breaks does that";
    }
    return "it does not begin like a log of W&B";
  }

  /**
   * Moves to the next whole record.
   *
   * @return false at the end of what was written when the file was opened
   */
  boolean next() throws IOException {
    int length = -1;
    long begin = 0;
    while (chunk()) {
      int type = buffer[position + 6];
      int from = position + CHUNK_HEADER;
      int to = from + length(position);
      long offset = bufferOffset + position;
      position = to;
      if (type == FULL) {
        if (length >= 0) {
          damage.corrupt(begin, "A record has no end");
        }
        return record(buffer, from, to, offset);
      }
      if (type == FIRST) {
        if (length >= 0) {
          damage.corrupt(begin, "A record has no end");
        }
        length = append(0, from, to);
        begin = offset;
      } else if (length >= 0) {
        if (length > MAX_RECORD) {
          damage.corrupt(begin, "A record is larger than " + MAX_RECORD + " bytes");
          length = -1;
        } else {
          length = append(length, from, to);
          if (type == LAST) {
            return record(assembled, 0, length, begin);
          }
        }
      } else if (goodOffset == offset) {
        damage.corrupt(offset, "The beginning of a record is missing");
      }
      if (length < 0) {
        goodOffset = bufferOffset + position;
      }
    }
    torn |= length >= 0;
    return false;
  }

  private boolean record(byte[] bytes, int from, int to, long offset) {
    record = bytes;
    recordStart = from;
    recordEnd = to;
    recordOffset = offset;
    goodOffset = bufferOffset + position;
    return true;
  }

  private int append(int length, int from, int to) {
    int total = length + to - from;
    if (total > assembled.length) {
      assembled = Arrays.copyOf(assembled, Math.max(total, 2 * assembled.length));
    }
    System.arraycopy(buffer, from, assembled, length, to - from);
    return total;
  }

  /** Moves the position to the next valid chunk and buffers it whole. */
  private boolean chunk() throws IOException {
    while (true) {
      if (limit - position < MAX_CHUNK) {
        fill(MAX_CHUNK);
      }
      int left = limit - position;
      if (left >= CHUNK_HEADER && isValid(position)) {
        return true;
      }
      if (left == 0) {
        return false;
      }
      int padding = padding();
      if (padding > 0) {
        position += padding;
        continue;
      }
      if (isTorn(left)) {
        torn = true;
        return false;
      }
      if (!skipDamage()) {
        return false;
      }
    }
  }

  private boolean isValid(int at) {
    int type = buffer[at + 6];
    int length = length(at);
    if (type < FULL || type > LAST || length > limit - at - CHUNK_HEADER) {
      return false;
    }
    checksum.reset();
    checksum.update(buffer, at + 6, length + 1);
    return (int) checksum.getValue() == crc(at);
  }

  private int crc(int at) {
    return buffer[at] & 0xff
        | (buffer[at + 1] & 0xff) << 8
        | (buffer[at + 2] & 0xff) << 16
        | (buffer[at + 3] & 0xff) << 24;
  }

  private int length(int at) {
    return buffer[at + 4] & 0xff | (buffer[at + 5] & 0xff) << 8;
  }

  /** Returns how many zeros before a block of either dialect are padding here; 0 for none. */
  private int padding() {
    long offset = bufferOffset + position;
    for (int origin : new int[] {0, HEADER.length}) {
      int distance = (int) ((BLOCK - Math.floorMod(offset - origin, BLOCK)) % BLOCK);
      if (distance == 0 || distance >= CHUNK_HEADER) {
        continue;
      }
      int there = Math.min(distance, limit - position);
      if (!isZero(position, there)) {
        continue;
      }
      int after = position + distance;
      if (after >= limit || limit - after >= CHUNK_HEADER && isValid(after)) {
        return there;
      }
      boolean cut = limit - after < CHUNK_HEADER || isCutChunk(after);
      if (cut) {
        return there;
      }
    }
    return 0;
  }

  private boolean isZero(int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (buffer[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether all that is left is the beginning of a chunk, or zeros written ahead. */
  private boolean isTorn(int left) throws IOException {
    boolean atEnd = bufferOffset + limit >= size;
    if (atEnd && (left < CHUNK_HEADER || isCutChunk(position))) {
      return true;
    }
    return isZero(position, left) && (atEnd || isZeroToTheEnd());
  }

  private boolean isCutChunk(int at) {
    int type = buffer[at + 6];
    boolean last = bufferOffset + limit >= size;
    return last && type >= FULL && type <= LAST && length(at) > limit - at - CHUNK_HEADER;
  }

  private boolean isZeroToTheEnd() throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BUFFER);
    for (long at = bufferOffset + limit; at < size; ) {
      block.clear();
      int count = channel.read(block, at);
      if (count <= 0) {
        return true;
      }
      for (int i = 0; i < count; i++) {
        if (block.get(i) != 0) {
          return false;
        }
      }
      at += count;
    }
    return true;
  }

  /** Skips a damaged chunk, or the rest of the block; false if the file ends before that. */
  private boolean skipDamage() throws IOException {
    long offset = bufferOffset + position;
    int next = position + CHUNK_HEADER + length(position);
    if (next + CHUNK_HEADER <= limit && isValid(next)) {
      damage.corrupt(offset, "A record is damaged");
      position = next;
      return true;
    }
    damage.corrupt(offset, "The log is damaged; the rest of its block of 32 KiB was skipped");
    for (int block = 1; ; block++) {
      long boundary = (offset / BLOCK + block) * BLOCK;
      if (boundary >= size) {
        return false;
      }
      for (int origin : new int[] {0, HEADER.length}) {
        seek(boundary + origin);
        if (limit - position >= CHUNK_HEADER && isValid(position)) {
          return true;
        }
      }
    }
  }

  private void seek(long offset) throws IOException {
    long inside = offset - bufferOffset;
    if (inside >= 0 && inside <= limit) {
      position = (int) inside;
    } else {
      bufferOffset = offset;
      position = 0;
      limit = 0;
    }
    if (limit - position < MAX_CHUNK) {
      fill(MAX_CHUNK);
    }
  }

  /** Buffers so many bytes from the position on, as far as the file goes. */
  private void fill(int count) throws IOException {
    if (limit - position >= count || bufferOffset + limit >= size) {
      return;
    }
    System.arraycopy(buffer, position, buffer, 0, limit - position);
    bufferOffset += position;
    limit -= position;
    position = 0;
    while (limit < buffer.length && bufferOffset + limit < size) {
      int room = (int) Math.min(buffer.length - limit, size - bufferOffset - limit);
      int read = channel.read(ByteBuffer.wrap(buffer, limit, room), bufferOffset + limit);
      if (read <= 0) {
        break;
      }
      limit += read;
    }
  }

  /** Returns the bytes that hold the record; valid until the next one. */
  byte[] bytes() {
    return record;
  }

  /** Returns where the record begins in {@link #bytes}. */
  int start() {
    return recordStart;
  }

  /** Returns where the record ends. */
  int end() {
    return recordEnd;
  }

  /** Returns the offset of the record in the file. */
  long offset() {
    return recordOffset;
  }

  /** Returns the offset behind the last whole record: where reading goes on another day. */
  long goodOffset() {
    return goodOffset;
  }

  /** Tells, at the end, whether the last record is there only in part. */
  boolean isTorn() {
    return torn;
  }

  /** Returns how long the file was when it was opened. */
  long size() {
    return size;
  }

  /**
   * Returns a checksum of the bytes before an offset, at most {@code 4096}; by it a cursor knows
   * the file again.
   *
   * @return the checksum, or null if the file is shorter
   */
  static @Nullable String before(Path file, long offset) throws IOException {
    int count = (int) Math.min(offset, 4096);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer bytes = ByteBuffer.allocate(count);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, offset - count + bytes.position()) <= 0) {
          return null;
        }
      }
      CRC32 crc = new CRC32();
      crc.update(bytes.array());
      return Long.toHexString(crc.getValue());
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
