package dev.almanac.ingest.read.archive;

import dev.almanac.ingest.Problem;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/** The content of an entry; holds it to its stated length, its checksum and the limits. */
final class CheckedEntryStream extends FilterInputStream {

  private final ArchiveEntry entry;
  private final ArchiveLimits limits;
  private final CRC32 crc = new CRC32();
  private long count;
  private boolean ended;

  CheckedEntryStream(InputStream content, ArchiveEntry entry, ArchiveLimits limits) {
    super(content);
    this.entry = entry;
    this.limits = limits;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (ended || length == 0) {
      return ended ? -1 : 0;
    }
    int got = content(target, from, length);
    if (got < 0) {
      ended = true;
      checkEnd();
      return -1;
    }
    crc.update(target, from, got);
    count += got;
    if (count > entry.size()) {
      throw corrupt("unpacks to more than the " + entry.size() + " bytes that are stated");
    }
    if (count > limits.ratioFrom() && count / limits.maxRatio() > entry.packedSize()) {
      throw corrupt("unpacks to more than " + limits.maxRatio() + " times its size: a ZIP bomb");
    }
    return got;
  }

  private int content(byte[] target, int from, int length) throws IOException {
    try {
      return in.read(target, from, length);
    } catch (ZipException damaged) {
      throw corrupt("is damaged (" + damaged.getMessage() + ")");
    } catch (EOFException cut) {
      throw corrupt("is damaged: its packed data end too early");
    }
  }

  private void checkEnd() throws ArchiveException {
    if (count != entry.size()) {
      throw corrupt("holds " + count + " bytes instead of " + entry.size());
    }
    if (crc.getValue() != entry.crc()) {
      throw corrupt("has another checksum than stated");
    }
  }

  private ArchiveException corrupt(String what) {
    ended = true;
    return new ArchiveException(Problem.Kind.CORRUPT, "the entry " + entry.name() + " " + what);
  }

  @Override
  public long skip(long wanted) throws IOException {
    byte[] part = new byte[(int) Math.min(wanted, 1 << 13)];
    return part.length == 0 ? 0 : Math.max(0, read(part, 0, part.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
