package dev.almanac.ingest.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Tells a file, as far as it was read, from another one that was put in its place: checksums of its
 * first bytes, where many formats hold the time, and of the last ones that were read. For formats
 * that append, in {@link Log#canResume}.
 *
 * @param head checksum of the first bytes
 * @param tail checksum of the last bytes
 */
public record FileIdentity(int head, int tail) {

  /** Of a file of which nothing was read. */
  public static final FileIdentity NONE = new FileIdentity(0, 0);

  private static final int SPAN = 64;

  /** Returns the identity of the beginning of a file; the file must be that long. */
  public static FileIdentity of(Path file, long length) throws IOException {
    if (length == 0) {
      return NONE;
    }
    int span = (int) Math.min(SPAN, length);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new FileIdentity(crc(channel, 0, span), crc(channel, length - span, span));
    }
  }

  private static int crc(FileChannel channel, long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
      // A read may return less than was asked for.
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes.flip());
    return (int) crc.getValue();
  }

  /** Reads what {@link #toString} wrote. */
  public static FileIdentity parse(String text) {
    return new FileIdentity(
        HexFormat.fromHexDigits(text, 0, 8), HexFormat.fromHexDigits(text, 8, 16));
  }

  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(head) + hex.toHexDigits(tail);
  }
}
