package dev.almanac.ingest.logs.tensorboard;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Cuts an event file into records and checks both checksums of each. Memory is bounded by the
 * longest record that is kept, whatever a length field says. Not safe for use by several threads.
 *
 * <p>A record is its length (8 bytes, least first), the length's checksum (4), that many bytes, and
 * their checksum (4): {@code tf_record.rs} of TensorBoard's data server. Where the bytes are
 * damaged, only they are lost. Where the length is, the next record is looked for at which both
 * checksums hold.
 */
final class RecordFile implements Closeable {

  /** Bytes of a record besides its data. */
  static final int OVERHEAD = 16;

  /** Longest record that is kept whole; no scalar comes near, and images rarely do. */
  static final int MAX_KEPT = 64 << 20;

  private static final int HEADER = 12;
  private static final int CHUNK = 1 << 19;

  /** Bytes that looking for a next record may check in all, so that no file costs minutes. */
  private static final long MAX_SEARCH = 1L << 32;

  /** What stands at a place in the file. */
  enum Outcome {
    /** A record: see {@link #bytes}, {@link #start}, {@link #end}. */
    RECORD,
    /** A record that is sound and too long to be kept. */
    OVERSIZED,
    /** Damaged bytes from {@link #offset} on; {@link #reason} says what; the reading goes on. */
    DAMAGED,
    /** A record whose end is still to be written; the file ends. */
    TRUNCATED,
    /** The end of the file. */
    END
  }

  private final FileChannel channel;
  private final long size;
  private final MaskedCrc crc = new MaskedCrc();
  private byte[] buffer;
  private long base;
  private int position;
  private int limit;
  private long offset;
  private int start;
  private int end;
  private long searched;
  private String reason = "";

  /**
   * Opens a file.
   *
   * @param from offset of the first record to be read
   */
  RecordFile(Path file, long from) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      size = channel.size();
      buffer = new byte[(int) Math.max(HEADER, Math.min(CHUNK, size - Math.min(from, size)))];
      base = from;
      channel.position(from);
    } catch (IOException | RuntimeException unreadable) {
      channel.close();
      throw unreadable;
    }
  }

  /** Moves on. After {@link Outcome#TRUNCATED} and {@link Outcome#END} there is nothing more. */
  Outcome next() throws IOException {
    offset = base + position;
    long left = size - offset;
    if (left == 0) {
      return Outcome.END;
    }
    if (left < HEADER || !has(HEADER)) {
      reason = "The record's header is cut off.";
      return Outcome.TRUNCATED;
    }
    long length = int64(position);
    if (crc.ofLength(length) != int32(position + 8)) {
      return isBlank() ? Outcome.TRUNCATED : lost("The length of the record is damaged");
    }
    if (length < 0 || length > left - OVERHEAD) {
      return beyondEnd(length);
    }
    if (length > MAX_KEPT) {
      return skip(length);
    }
    int whole = (int) length + OVERHEAD;
    if (!has(whole)) {
      reason = "The file became shorter while it was read.";
      return Outcome.TRUNCATED;
    }
    start = position + HEADER;
    end = start + (int) length;
    if (crc.of(buffer, start, end - start) != int32(end)) {
      return damaged(length, whole);
    }
    position += whole;
    return Outcome.RECORD;
  }

  /** Only the record is lost if another one begins where it says that it ends. */
  private Outcome damaged(long length, int whole) throws IOException {
    long left = size - offset - whole;
    boolean isFramed = left < HEADER;
    if (!isFramed && has(whole + HEADER)) {
      int next = position + whole;
      isFramed = crc.ofLength(int64(next)) == int32(next + 8);
    }
    reason = "The checksum of the record's " + length + " bytes does not match.";
    if (isFramed) {
      position += whole;
      return Outcome.DAMAGED;
    }
    return lost(reason.substring(0, reason.length() - 1) + ", nor does a record follow");
  }

  /** A length that leads beyond the end is one still being written, unless a record follows. */
  private Outcome beyondEnd(long length) throws IOException {
    if (find()) {
      reason = "The record says that it is " + length + " bytes long, beyond the next record.";
      return Outcome.DAMAGED;
    }
    reason = "The record of " + length + " bytes is cut off.";
    return Outcome.TRUNCATED;
  }

  private Outcome lost(String what) throws IOException {
    if (find()) {
      reason = what + "; " + (base + position - offset) + " bytes are skipped.";
    } else {
      reason = what + ", and no intact record follows; " + (size - offset) + " bytes are skipped.";
      base = size;
      position = 0;
      limit = 0;
    }
    return Outcome.DAMAGED;
  }

  /** Moves to the next place at which a whole record stands; false if there is none. */
  private boolean find() throws IOException {
    while (true) {
      position++;
      if (!has(HEADER)) {
        return false;
      }
      long length = int64(position);
      boolean possible = length >= 0 && length <= Math.min(MAX_KEPT, size - base - position);
      if (possible && crc.ofLength(length) == int32(position + 8)) {
        searched += length;
        if (searched > MAX_SEARCH) {
          return false;
        }
        int whole = (int) length + OVERHEAD;
        if (has(whole)
            && crc.of(buffer, position + HEADER, (int) length)
                == int32(position + HEADER + (int) length)) {
          return true;
        }
      }
    }
  }

  /** Tells whether nothing but zeros follows: room that was made and not written yet. */
  private boolean isBlank() throws IOException {
    channel.position(offset);
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, size - offset));
    boolean blank = true;
    while (blank && channel.read(chunk.clear()) > 0) {
      chunk.flip();
      while (blank && chunk.hasRemaining()) {
        blank = chunk.get() == 0;
      }
    }
    channel.position(base + limit);
    reason = "Nothing but zeros follows.";
    return blank;
  }

  /** Checks a long record piece by piece. */
  private Outcome skip(long length) throws IOException {
    position += HEADER;
    crc.begin();
    for (long left = length; left > 0; ) {
      int piece = (int) Math.min(left, CHUNK);
      if (!has(piece)) {
        reason = "The file became shorter while it was read.";
        return Outcome.TRUNCATED;
      }
      crc.add(buffer, position, piece);
      position += piece;
      left -= piece;
    }
    int expected = crc.end();
    boolean sound = has(4) && int32(position) == expected;
    position += 4;
    reason =
        sound
            ? "The record of "
                + length
                + " bytes is longer than the "
                + MAX_KEPT
                + " that are read."
            : "The checksum of the record's " + length + " bytes does not match.";
    return sound ? Outcome.OVERSIZED : Outcome.DAMAGED;
  }

  /** Makes so many bytes stand at the position; false if the file ends before. */
  private boolean has(int count) throws IOException {
    if (limit - position >= count) {
      return true;
    }
    byte[] target = count > buffer.length ? new byte[Math.max(count, CHUNK)] : buffer;
    System.arraycopy(buffer, position, target, 0, limit - position);
    buffer = target;
    base += position;
    limit -= position;
    position = 0;
    while (limit < count) {
      int read = channel.read(ByteBuffer.wrap(buffer, limit, buffer.length - limit));
      if (read < 0) {
        return false;
      }
      limit += read;
    }
    return true;
  }

  private long int64(int at) {
    return int32(at) & 0xffff_ffffL | (long) int32(at + 4) << 32;
  }

  private int int32(int at) {
    return buffer[at] & 0xff
        | (buffer[at + 1] & 0xff) << 8
        | (buffer[at + 2] & 0xff) << 16
        | (buffer[at + 3] & 0xff) << 24;
  }

  /** Returns the array that holds the record; not a copy. */
  byte[] bytes() {
    return buffer;
  }

  /** Returns where the record's data begin in {@link #bytes}. */
  int start() {
    return start;
  }

  /** Returns where the record's data end. */
  int end() {
    return end;
  }

  /** Returns where the record, or what stands there instead, begins in the file. */
  long offset() {
    return offset;
  }

  /** Returns what is wrong, as a sentence. */
  String reason() {
    return reason;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
