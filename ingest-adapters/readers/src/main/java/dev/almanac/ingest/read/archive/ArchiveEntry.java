package dev.almanac.ingest.read.archive;

import static java.util.Objects.requireNonNull;

/**
 * A file in an archive, as the archive's directory describes it. The name is safe to be resolved
 * against a folder: relative, with {@code /}, without {@code ..}.
 *
 * @param name name with folders
 * @param size bytes when unpacked, as stated
 * @param packedSize bytes in the archive, as stated
 * @param crc CRC-32 of the content, as stated
 * @param method 0 stored, 8 deflated; others cannot be opened
 * @param encrypted whether it is encrypted, and cannot be opened
 * @param offset where its own header lies in the archive
 */
public record ArchiveEntry(
    String name, long size, long packedSize, long crc, int method, boolean encrypted, long offset) {

  /** Checks for null. */
  public ArchiveEntry {
    requireNonNull(name, "name is null");
  }
}
