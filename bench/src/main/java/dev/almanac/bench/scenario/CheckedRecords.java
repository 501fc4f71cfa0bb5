package dev.almanac.bench.scenario;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Reads event files record by record, checks each checksum, and does nothing with them. */
final class CheckedRecords {

  /** What TensorFlow adds to a checksum after turning it (tensorflow/core/lib/hash/crc32c.h). */
  private static final int MASK = 0xa282ead8;

  private CheckedRecords() {}

  /** Returns the number of records in all files below a folder. */
  static long read(Path root) throws IOException {
    List<Path> files;
    try (Stream<Path> paths = Files.walk(root)) {
      files = paths.filter(Files::isRegularFile).toList();
    }
    long records = 0;
    for (Path file : files) {
      records += records(file);
    }
    return records;
  }

  private static long records(Path file) throws IOException {
    ByteBuffer bytes = contents(file);
    CRC32C crc = new CRC32C();
    long records = 0;
    while (bytes.hasRemaining()) {
      int start = bytes.position();
      int length = (int) bytes.getLong(start);
      check(crc, bytes, start, 8);
      check(crc, bytes, start + 12, length);
      bytes.position(start + 16 + length);
      records++;
    }
    return records;
  }

  private static ByteBuffer contents(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) channel.size()).order(ByteOrder.LITTLE_ENDIAN);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
      return bytes.flip();
    }
  }

  private static void check(CRC32C crc, ByteBuffer bytes, int start, int length) {
    crc.reset();
    crc.update(bytes.array(), start, length);
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    if (masked != bytes.getInt(start + length)) {
      throw new IllegalStateException("Wrong checksum at " + start);
    }
  }
}
