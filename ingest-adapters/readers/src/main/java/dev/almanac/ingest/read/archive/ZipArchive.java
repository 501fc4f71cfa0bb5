package dev.almanac.ingest.read.archive;

import dev.almanac.ingest.Problem;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A ZIP file, zip64 too, opened for reading only (APPNOTE.TXT 6.3). Nothing is unpacked to disk,
 * and nothing that the archive says of itself is trusted: see {@link ZipDirectory} for what is
 * refused.
 *
 * <p>Entries are streamed; each holds some 100 KB while it is read. Not safe for use by several
 * threads, but several entries may be open at once.
 */
public final class ZipArchive implements Closeable {

  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int LOCAL_HEADER_SIZE = 30;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int BUFFER = 1 << 16;

  private final FileChannel channel;
  private final ArchiveLimits limits;
  private final Map<String, ArchiveEntry> entries;
  private final List<String> remarks;

  private ZipArchive(
      FileChannel channel,
      ArchiveLimits limits,
      Map<String, ArchiveEntry> entries,
      List<String> remarks) {
    this.channel = channel;
    this.limits = limits;
    this.entries = entries;
    this.remarks = List.copyOf(remarks);
  }

  /** Opens an archive within {@link ArchiveLimits#DEFAULT}. */
  public static ZipArchive open(Path file) throws IOException {
    return open(file, ArchiveLimits.DEFAULT);
  }

  /**
   * Opens an archive and reads its directory.
   *
   * @throws ArchiveException if it is no archive, its end is missing, its directory is damaged, or
   *     it goes beyond the limits
   * @throws IOException if the file cannot be read
   */
  public static ZipArchive open(Path file, ArchiveLimits limits) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      ZipDirectory directory = new ZipDirectory(channel, limits);
      Map<String, ArchiveEntry> entries = new LinkedHashMap<>();
      List<String> remarks = new ArrayList<>();
      directory.read(entries, remarks);
      return new ZipArchive(channel, limits, entries, remarks);
    } catch (IOException | RuntimeException unreadable) {
      channel.close();
      throw unreadable;
    }
  }

  /** Returns the files in the archive, in the order of its directory; folders are left out. */
  public List<ArchiveEntry> entries() {
    return List.copyOf(entries.values());
  }

  /** Returns the file of a name, or null. */
  public @Nullable ArchiveEntry find(String name) {
    return entries.get(name);
  }

  /**
   * Returns what was refused or is odd, one sentence each: names that lead out of the archive,
   * names that occur twice (the last entry of a name holds, as in Python), entries that overlap.
   */
  public List<String> remarks() {
    return remarks;
  }

  /**
   * Opens the content of a file. The stream ends with an {@link ArchiveException} if the content is
   * longer than stated, cut off, or has another checksum; what was read before is then what is
   * there, unchecked.
   *
   * @throws ArchiveException if it is encrypted, packed by an unknown method, or its header is
   *     damaged
   */
  public InputStream open(ArchiveEntry entry) throws IOException {
    if (entry.encrypted()) {
      throw new ArchiveException(
          Problem.Kind.UNSUPPORTED,
          "the entry " + entry.name() + " is encrypted; unpack it with its password first");
    }
    if (entry.method() != STORED && entry.method() != DEFLATED) {
      throw new ArchiveException(
          Problem.Kind.UNSUPPORTED,
          "the entry "
              + entry.name()
              + " is packed by method "
              + entry.method()
              + ", which is not known here; pack it again with deflate");
    }
    InputStream packed =
        new BufferedInputStream(
            new ChannelSlice(channel, contentOffset(entry), entry.packedSize()), BUFFER);
    InputStream content =
        entry.method() == STORED ? packed : new OwnInflaterStream(packed, new Inflater(true));
    return new CheckedEntryStream(content, entry, limits);
  }

  private long contentOffset(ArchiveEntry entry) throws IOException {
    ByteBuffer header = ZipDirectory.little(LOCAL_HEADER_SIZE);
    boolean whole = ZipDirectory.fill(channel, header, entry.offset());
    if (!whole || header.getInt(0) != LOCAL_HEADER) {
      throw new ArchiveException(
          Problem.Kind.CORRUPT,
          "the header of the entry " + entry.name() + " is not where the directory says");
    }
    int name = header.getShort(26) & 0xffff;
    int extra = header.getShort(28) & 0xffff;
    long content = entry.offset() + LOCAL_HEADER_SIZE + name + extra;
    if (content + entry.packedSize() > channel.size()) {
      throw new ArchiveException(
          Problem.Kind.CORRUPT, "the entry " + entry.name() + " goes beyond the archive's end");
    }
    return content;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Frees the inflater's native memory, which the JDK's stream does only for its own. */
  private static final class OwnInflaterStream extends InflaterInputStream {
    OwnInflaterStream(InputStream packed, Inflater inflater) {
      super(packed, inflater, BUFFER);
    }

    @Override
    public void close() throws IOException {
      inf.end();
      super.close();
    }
  }
}
