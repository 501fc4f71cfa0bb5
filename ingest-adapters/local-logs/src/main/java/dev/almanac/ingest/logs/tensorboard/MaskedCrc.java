package dev.almanac.ingest.logs.tensorboard;

import java.util.zip.CRC32C;

/**
 * Computes the checksums of TFRecord files: CRC-32C, rotated and offset so that the checksum of
 * data that holds checksums stays sound ({@code masked_crc.rs} of TensorBoard's data server). Not
 * safe for use by several threads.
 */
final class MaskedCrc {

  private static final int MASK_DELTA = 0xa282_ead8;
  private static final int[] OF_SHORT_LENGTHS = shortLengths();

  private final CRC32C crc = new CRC32C();

  /** Returns the masked checksum of bytes. */
  int of(byte[] bytes, int from, int length) {
    crc.reset();
    crc.update(bytes, from, length);
    return masked((int) crc.getValue());
  }

  /** Begins a checksum of bytes that come in pieces. */
  void begin() {
    crc.reset();
  }

  /** Adds a piece. */
  void add(byte[] bytes, int from, int length) {
    crc.update(bytes, from, length);
  }

  /** Returns the masked checksum of all pieces. */
  int end() {
    return masked((int) crc.getValue());
  }

  /** Returns the masked checksum of a record's length as it stands in the file. */
  int ofLength(long length) {
    if (length >= 0 && length < OF_SHORT_LENGTHS.length) {
      return OF_SHORT_LENGTHS[(int) length];
    }
    return ofLength(crc, length);
  }

  private static int ofLength(CRC32C crc, long length) {
    crc.reset();
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      crc.update((int) (length >>> shift) & 0xff);
    }
    return masked((int) crc.getValue());
  }

  private static int masked(int crc) {
    return Integer.rotateRight(crc, 15) + MASK_DELTA;
  }

  /** Nearly all records are short: their lengths' checksums are computed once. */
  private static int[] shortLengths() {
    CRC32C crc = new CRC32C();
    int[] table = new int[512];
    for (int length = 0; length < table.length; length++) {
      table[length] = ofLength(crc, length);
    }
    return table;
  }
}
