package dev.almanac.ingest.read.parquet;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The frame of a Parquet file, looked at before its content is handed to a native reader.
 *
 * <p>A Parquet file begins and ends with {@code PAR1}; before the end stands the length of the
 * footer (github.com/apache/parquet-format, "File format").
 */
public final class ParquetFile {

  private static final int MAGIC = 0x31524150;
  private static final int MAGIC_LENGTH = 4;
  private static final int TAIL_LENGTH = 8;
  private static final int SMALLEST = MAGIC_LENGTH + TAIL_LENGTH;

  private ParquetFile() {}

  /** Tells whether a file begins like a Parquet file; one that cannot be read does not. */
  public static boolean hasMagic(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.size() >= MAGIC_LENGTH && at(channel, 0, MAGIC_LENGTH).getInt() == MAGIC;
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Returns what is wrong with the frame of a file, or null if it is sound. */
  static @Nullable String defect(Path file) {
    if (!Files.isRegularFile(file)) {
      return "there is no such file";
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < SMALLEST) {
        return "it has " + size + " bytes, and no Parquet file is that short";
      }
      if (at(channel, 0, MAGIC_LENGTH).getInt() != MAGIC) {
        return "it does not begin like a Parquet file";
      }
      ByteBuffer tail = at(channel, size - TAIL_LENGTH, TAIL_LENGTH);
      long footer = tail.getInt() & 0xffff_ffffL;
      if (tail.getInt() != MAGIC) {
        return "it does not end like a Parquet file: it is cut off or still being written";
      }
      if (footer > size - SMALLEST) {
        return "its footer is said to be longer than the file";
      }
      return null;
    } catch (IOException failed) {
      return "it cannot be opened (" + failed.getMessage() + ")";
    }
  }

  private static ByteBuffer at(FileChannel channel, long offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw new EOFException("the file became shorter");
      }
    }
    return buffer.flip();
  }
}
