package dev.almanac.ingest.read.archive;

/**
 * How much of an archive is believed.
 *
 * @param maxEntries entries that are listed
 * @param maxTotal bytes that all entries together may unpack to
 * @param maxRatio how many times larger than packed an entry may become
 * @param ratioFrom bytes from which the ratio counts; a small file of one letter is no bomb
 */
public record ArchiveLimits(int maxEntries, long maxTotal, int maxRatio, long ratioFrom) {

  /**
   * A million entries, 256 GiB in all, and no entry above 64 MiB that becomes more than 400 times
   * larger: a log of one line repeated packs some 250 times, a bomb some 1,000 times.
   */
  public static final ArchiveLimits DEFAULT =
      new ArchiveLimits(1_000_000, 256L << 30, 400, 64L << 20);

  /** Checks the numbers. */
  public ArchiveLimits {
    if (maxEntries < 1 || maxTotal < 1 || maxRatio < 1 || ratioFrom < 0) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }
}
