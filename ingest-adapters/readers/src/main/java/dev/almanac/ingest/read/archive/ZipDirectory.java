package dev.almanac.ingest.read.archive;

import dev.almanac.ingest.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directory at the end of a ZIP file. Field offsets are those of APPNOTE.TXT 6.3, sections
 * 4.3.12 to 4.3.16 and 4.5.3.
 *
 * <p>Refused, each with a remark: absolute names, names with {@code ..} or a drive, links, entries
 * that share bytes with others. The whole archive is refused if it states more than the limits.
 */
final class ZipDirectory {

  private static final int END = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int MAX_COMMENT = 0xffff;
  private static final int ZIP64_LOCATOR = 0x07064b50;
  private static final int ZIP64_LOCATOR_SIZE = 20;
  private static final int ZIP64_END = 0x06064b50;
  private static final int ZIP64_END_SIZE = 56;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_SIZE = 46;
  private static final int ZIP64_EXTRA = 1;
  private static final long IN_ZIP64 = 0xffffffffL;
  private static final int IN_ZIP64_SHORT = 0xffff;
  private static final int ENCRYPTED = 1;
  private static final int UTF8_NAME = 1 << 11;
  private static final int UNIX = 3;
  private static final int UNIX_TYPE = 0170000;
  private static final int UNIX_LINK = 0120000;
  private static final long MAX_DIRECTORY = 1L << 30;

  /** The JDK without its extended charsets has no IBM437; Latin-1 keeps each byte apart. */
  private static final Charset OLD_NAMES =
      Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;

  private final FileChannel channel;
  private final ArchiveLimits limits;

  /** Where the directory lies. */
  private record Place(long offset, long size, long count, long end) {}

  ZipDirectory(FileChannel channel, ArchiveLimits limits) {
    this.channel = channel;
    this.limits = limits;
  }

  static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Fills a buffer from a position; returns false if the file ends before. */
  static boolean fill(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
    if (position < 0) {
      return false;
    }
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        return false;
      }
    }
    buffer.flip();
    return true;
  }

  void read(Map<String, ArchiveEntry> entries, List<String> remarks) throws IOException {
    Place place = locate();
    // A file with something before the archive: all offsets are that much too small.
    long shift = place.end() - place.size() - place.offset();
    if (shift < 0 || place.size() > MAX_DIRECTORY) {
      throw corrupt("its directory is not where its end says");
    }
    if (place.count() > limits.maxEntries()) {
      throw corrupt(
          "it states "
              + place.count()
              + " entries, more than the "
              + limits.maxEntries()
              + " that are read");
    }
    ByteBuffer directory = little((int) place.size());
    if (!fill(channel, directory, place.offset() + shift)) {
      throw corrupt("its directory goes beyond its end");
    }
    List<ArchiveEntry> found = new ArrayList<>();
    long total = 0;
    for (long index = 0; index < place.count(); index++) {
      int at = directory.position();
      if (directory.remaining() < ENTRY_SIZE || directory.getInt(at) != ENTRY) {
        throw corrupt("its directory is damaged at entry " + index);
      }
      int rest = length(directory, at);
      if (directory.remaining() < ENTRY_SIZE + rest) {
        throw corrupt("its directory is damaged at entry " + index);
      }
      ArchiveEntry entry = entry(directory, at, shift, remarks);
      if (entry != null) {
        total =
            Math.addExact(Math.min(total, Long.MAX_VALUE / 2), Math.min(entry.size(), 1L << 61));
        found.add(entry);
      }
      directory.position(at + ENTRY_SIZE + rest);
    }
    if (total > limits.maxTotal()) {
      throw corrupt(
          "it unpacks to "
              + total
              + " bytes, more than the "
              + limits.maxTotal()
              + " that are read: a ZIP bomb, unless the limit is too low");
    }
    withoutOverlaps(found, place.offset() + shift, remarks)
        .forEach(
            entry -> {
              if (entries.put(entry.name(), entry) != null) {
                remarks.add(
                    "the name " + shown(entry.name()) + " occurs twice; the last entry is read");
              }
            });
  }

  private static int length(ByteBuffer directory, int at) {
    return (directory.getShort(at + 28) & 0xffff)
        + (directory.getShort(at + 30) & 0xffff)
        + (directory.getShort(at + 32) & 0xffff);
  }

  private @Nullable ArchiveEntry entry(
      ByteBuffer directory, int at, long shift, List<String> remarks) throws ArchiveException {
    int flags = directory.getShort(at + 8);
    int method = directory.getShort(at + 10) & 0xffff;
    long crc = directory.getInt(at + 16) & IN_ZIP64;
    int nameLength = directory.getShort(at + 28) & 0xffff;
    int extraLength = directory.getShort(at + 30) & 0xffff;
    byte[] nameBytes = new byte[nameLength];
    directory.get(at + ENTRY_SIZE, nameBytes);
    String name =
        new String(nameBytes, (flags & UTF8_NAME) != 0 ? StandardCharsets.UTF_8 : OLD_NAMES);
    long[] sizes = {
      directory.getInt(at + 24) & IN_ZIP64,
      directory.getInt(at + 20) & IN_ZIP64,
      directory.getInt(at + 42) & IN_ZIP64
    };
    zip64(directory, at + ENTRY_SIZE + nameLength, extraLength, sizes);
    if (name.endsWith("/") && sizes[0] == 0) {
      return null;
    }
    String refusal = refusal(name);
    boolean link =
        (directory.getShort(at + 4) >>> 8 & 0xff) == UNIX
            && (directory.getInt(at + 38) >>> 16 & UNIX_TYPE) == UNIX_LINK;
    if (refusal == null && link) {
      refusal = "is a link";
    }
    if (refusal == null && (sizes[0] < 0 || sizes[1] < 0 || sizes[2] < 0)) {
      refusal = "states sizes that cannot be";
    }
    if (refusal != null) {
      remarks.add("the entry " + shown(name) + " " + refusal + "; it is not read");
      return null;
    }
    return new ArchiveEntry(
        name, sizes[0], sizes[1], crc, method, (flags & ENCRYPTED) != 0, sizes[2] + shift);
  }

  /** Takes those of size, packed size and offset that stand in the zip64 field, in this order. */
  private static void zip64(ByteBuffer directory, int from, int length, long[] sizes) {
    int at = from;
    int end = from + length;
    while (at + 4 <= end) {
      int id = directory.getShort(at) & 0xffff;
      int field = at + 4;
      int next = field + (directory.getShort(at + 2) & 0xffff);
      if (id == ZIP64_EXTRA && next <= end) {
        for (int index = 0; index < sizes.length; index++) {
          if (sizes[index] == IN_ZIP64 && field + 8 <= next) {
            sizes[index] = directory.getLong(field);
            field += 8;
          }
        }
      }
      at = next;
    }
  }

  /** Tells why a name is not safe, or null if it is. */
  private static @Nullable String refusal(String name) {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      return "has no usable name";
    }
    boolean drive = name.length() > 1 && name.charAt(1) == ':';
    if (name.startsWith("/") || name.startsWith("\\") || drive) {
      return "has an absolute path";
    }
    for (String part : name.split("[/\\\\]", -1)) {
      if (part.equals("..")) {
        return "has a path that leads out of the archive";
      }
    }
    return null;
  }

  /** Entries that share bytes are how small bombs become large; no packer makes them. */
  private static List<ArchiveEntry> withoutOverlaps(
      List<ArchiveEntry> found, long directoryOffset, List<String> remarks) {
    List<ArchiveEntry> byOffset = new ArrayList<>(found);
    byOffset.sort(Comparator.comparingLong(ArchiveEntry::offset));
    Set<ArchiveEntry> refused = new HashSet<>();
    long end = 0;
    for (ArchiveEntry entry : byOffset) {
      long own = entry.offset() + entry.packedSize();
      if (entry.offset() < end || own > directoryOffset || own < 0) {
        refused.add(entry);
        remarks.add(
            "the entry "
                + shown(entry.name())
                + " lies over other parts of the archive; it is not"
                + " read");
      } else {
        end = own;
      }
    }
    return found.stream().filter(entry -> !refused.contains(entry)).toList();
  }

  private Place locate() throws IOException {
    long size = channel.size();
    int tailSize = (int) Math.min(size, END_SIZE + MAX_COMMENT);
    ByteBuffer tail = little(tailSize);
    fill(channel, tail, size - tailSize);
    for (int at = tailSize - END_SIZE; at >= 0; at--) {
      if (tail.getInt(at) == END && at + END_SIZE + (tail.getShort(at + 20) & 0xffff) <= tailSize) {
        return place(tail, at, size - tailSize + at);
      }
    }
    if (size == 0) {
      throw new ArchiveException(Problem.Kind.TRUNCATED, "the archive is empty");
    }
    ByteBuffer start = little(4);
    boolean archive = fill(channel, start, 0) && (start.getInt(0) & 0xffff) == 0x4b50;
    throw archive
        ? new ArchiveException(
            Problem.Kind.TRUNCATED,
            "the archive's directory, which stands at its end, is missing: it is still being"
                + " written or copied, or was cut off")
        : corrupt("it is no ZIP archive");
  }

  private Place place(ByteBuffer tail, int at, long end) throws IOException {
    long count = tail.getShort(at + 10) & 0xffff;
    long directorySize = tail.getInt(at + 12) & IN_ZIP64;
    long offset = tail.getInt(at + 16) & IN_ZIP64;
    ByteBuffer locator = little(ZIP64_LOCATOR_SIZE);
    boolean zip64 =
        fill(channel, locator, end - ZIP64_LOCATOR_SIZE) && locator.getInt(0) == ZIP64_LOCATOR;
    if (!zip64) {
      boolean missing = count == IN_ZIP64_SHORT && directorySize == IN_ZIP64 || offset == IN_ZIP64;
      if (missing) {
        throw corrupt("its zip64 directory is missing");
      }
      return new Place(offset, directorySize, count, end);
    }
    ByteBuffer large = little(ZIP64_END_SIZE);
    long stated = locator.getLong(8);
    if (!fill(channel, large, stated) || large.getInt(0) != ZIP64_END) {
      throw corrupt("its zip64 directory is not where its end says");
    }
    long largeCount = large.getLong(32);
    long largeSize = large.getLong(40);
    long largeOffset = large.getLong(48);
    boolean sane = largeCount >= 0 && largeSize >= 0 && largeOffset >= 0 && stated >= 0;
    if (!sane) {
      throw corrupt("its zip64 directory states sizes that cannot be");
    }
    return new Place(largeOffset, largeSize, largeCount, stated);
  }

  private static ArchiveException corrupt(String reason) {
    return new ArchiveException(Problem.Kind.CORRUPT, "the archive cannot be read: " + reason);
  }

  /** A hostile name must not be long, nor move the cursor of a terminal. */
  private static String shown(String name) {
    String clean = name.replaceAll("\\p{Cntrl}", "?");
    return clean.length() > 200 ? clean.substring(0, 200) + "…" : clean;
  }
}
