package dev.almanac.ingest.comet;

import dev.almanac.ingest.read.archive.ArchiveEntry;
import dev.almanac.ingest.read.archive.ZipArchive;
import dev.almanac.ingest.read.json.JsonText;
import dev.almanac.ingest.read.json.JsonValue;
import dev.almanac.ingest.read.source.FileTimes;
import dev.almanac.ingest.read.source.Fingerprint;
import dev.almanac.ingest.read.text.FileTexts;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one offline experiment object of the client wrote: an archive, or the folder that becomes
 * one at the end. Nothing is unpacked.
 *
 * @param path the archive or folder
 * @param archive whether it is an archive
 */
record OfflinePart(Path path, boolean archive) {

  static final String EXPERIMENT = "experiment.json";
  static final String MESSAGES = "messages.json";

  private static final int MAX_EXPERIMENT = 16 << 20;

  /** An opened part. Not safe for use by several threads. */
  interface Opened extends Closeable {
    /** Returns {@code experiment.json}; {@link JsonValue#NULL} if there is none. */
    JsonValue experiment() throws IOException;

    /** Opens a file; null if there is none of this name. */
    @Nullable InputStream file(String name) throws IOException;

    /** Returns a file's size; null if there is none. */
    @Nullable Long size(String name);

    /** Returns a file's digest with its algorithm, or null if it would have to be computed. */
    @Nullable String digest(String name);

    /** Returns what is odd about the archive. */
    List<String> remarks();
  }

  Opened open() throws IOException {
    return archive ? new OpenedArchive(ZipArchive.open(path)) : new OpenedFolder(path);
  }

  /** Adds what tells this content from any other. */
  void fingerprint(Fingerprint fingerprint) throws IOException {
    if (archive) {
      try (ZipArchive zip = ZipArchive.open(path)) {
        for (ArchiveEntry entry : zip.entries()) {
          fingerprint.row("entry", entry.name(), entry.size(), entry.crc());
        }
      }
      return;
    }
    for (String name : List.of(EXPERIMENT, MESSAGES)) {
      Path file = path.resolve(name);
      if (Files.exists(file)) {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        fingerprint.row("file", name, attributes.size(), FileTimes.nanos(attributes));
      }
    }
  }

  private static JsonValue parse(@Nullable InputStream input) throws IOException {
    if (input == null) {
      return JsonValue.NULL;
    }
    try (input) {
      byte[] bytes = input.readNBytes(MAX_EXPERIMENT + 1);
      if (bytes.length > MAX_EXPERIMENT) {
        throw new IOException(EXPERIMENT + " is larger than " + MAX_EXPERIMENT + " bytes");
      }
      JsonValue parsed = JsonText.parse(bytes);
      if (!(parsed instanceof JsonValue.Obj)) {
        throw new IOException("it is no JSON object");
      }
      return parsed;
    } catch (IOException damaged) {
      throw new IOException(
          "Cannot read " + EXPERIMENT + ": " + MessageReader.firstLine(FileTexts.reason(damaged)),
          damaged);
    }
  }

  private record OpenedArchive(ZipArchive zip) implements Opened {
    @Override
    public JsonValue experiment() throws IOException {
      return parse(file(EXPERIMENT));
    }

    @Override
    public @Nullable InputStream file(String name) throws IOException {
      ArchiveEntry entry = zip.find(name);
      return entry == null ? null : zip.open(entry);
    }

    @Override
    public @Nullable Long size(String name) {
      ArchiveEntry entry = zip.find(name);
      return entry == null ? null : (Long) entry.size();
    }

    @Override
    public @Nullable String digest(String name) {
      ArchiveEntry entry = zip.find(name);
      return entry == null ? null : String.format("crc32:%08x", entry.crc());
    }

    @Override
    public List<String> remarks() {
      return zip.remarks();
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }

  private record OpenedFolder(Path folder) implements Opened {
    @Override
    public JsonValue experiment() throws IOException {
      return parse(file(EXPERIMENT));
    }

    @Override
    public @Nullable InputStream file(String name) throws IOException {
      Path file = member(name);
      return file == null ? null : new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    /** Names come from messages: none may lead out of the folder. */
    private @Nullable Path member(String name) {
      boolean plain = !name.isEmpty() && name.indexOf('\0') < 0 && !name.equals("..");
      Path file = plain && name.indexOf('/') < 0 ? folder.resolve(name) : null;
      return file != null && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? file : null;
    }

    @Override
    public @Nullable Long size(String name) {
      Path file = member(name);
      try {
        return file == null ? null : (Long) Files.size(file);
      } catch (IOException gone) {
        return null;
      }
    }

    @Override
    public @Nullable String digest(String name) {
      return null;
    }

    @Override
    public List<String> remarks() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
