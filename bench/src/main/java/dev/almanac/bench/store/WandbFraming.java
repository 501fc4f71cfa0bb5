package dev.almanac.bench.store;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/**
 * Writes records into the log of a {@code .wandb} file: LevelDB's format with blocks of 32 KiB that
 * are counted from the beginning of the file, and a header. Not safe for use by several threads.
 */
final class WandbFraming {

  private static final byte[] HEADER = {':', 'W', '&', 'B', (byte) 0xe1, (byte) 0xbe, 0};
  private static final int BLOCK = 32_768;
  private static final int CHUNK_HEADER = 7;

  private static final int FULL = 1;
  private static final int FIRST = 2;
  private static final int MIDDLE = 3;
  private static final int LAST = 4;

  private final OutputStream out;
  private final CRC32 checksum = new CRC32();
  private final byte[] header = new byte[CHUNK_HEADER];
  private int inBlock;

  /** Writes the header of the file. */
  WandbFraming(OutputStream out) throws IOException {
    this.out = out;
    out.write(HEADER);
    inBlock = HEADER.length;
  }

  void record(byte[] bytes, int size) throws IOException {
    int from = 0;
    boolean begins = true;
    do {
      if (BLOCK - inBlock < CHUNK_HEADER) {
        out.write(new byte[BLOCK - inBlock]);
        inBlock = 0;
      }
      int count = Math.min(size - from, BLOCK - inBlock - CHUNK_HEADER);
      boolean ends = from + count == size;
      int type = begins ? ends ? FULL : FIRST : ends ? LAST : MIDDLE;
      chunk(type, bytes, from, count);
      begins = false;
      from += count;
    } while (from < size);
  }

  private void chunk(int type, byte[] bytes, int from, int count) throws IOException {
    header[6] = (byte) type;
    checksum.reset();
    checksum.update(header, 6, 1);
    checksum.update(bytes, from, count);
    int crc = (int) checksum.getValue();
    for (int i = 0; i < 4; i++) {
      header[i] = (byte) (crc >>> 8 * i);
    }
    header[4] = (byte) count;
    header[5] = (byte) (count >>> 8);
    out.write(header);
    out.write(bytes, from, count);
    inBlock = (inBlock + CHUNK_HEADER + count) % BLOCK;
  }
}
