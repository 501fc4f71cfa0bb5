package dev.almanac.ingest.logs.clearml;

import dev.almanac.ingest.read.archive.ArchiveEntry;
import dev.almanac.ingest.read.archive.ZipArchive;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of an offline session lie: in a folder or in an archive.
 *
 * @param place the folder or the archive
 * @param isArchive which of the two
 */
record OfflineSession(Path place, boolean isArchive) {

  static OfflineSession folder(Path folder) {
    return new OfflineSession(folder, false);
  }

  static OfflineSession archive(Path file) {
    return new OfflineSession(file, true);
  }

  /** Returns the files that are read. */
  List<Path> files() {
    return isArchive
        ? List.of(place)
        : List.of(
            place.resolve(ClearMlFormat.TASK),
            place.resolve(ClearMlFormat.METRICS),
            place.resolve(ClearMlFormat.OUTPUT));
  }

  /** Opens the session. */
  Opened open() throws IOException {
    return new Opened(this, isArchive ? ZipArchive.open(place) : null);
  }

  /** An open session. */
  record Opened(OfflineSession session, @Nullable ZipArchive archive) implements Closeable {

    /** Opens a file; null if there is none. */
    @Nullable InputStream file(String name) throws IOException {
      if (archive == null) {
        Path file = session.place().resolve(name);
        return Files.isRegularFile(file) ? new FileInputStream(file.toFile()) : null;
      }
      ArchiveEntry entry = archive.find(name);
      return entry == null ? null : archive.open(entry);
    }

    /** Names a file of the session in problems. */
    Path location(String name) {
      return archive == null ? session.place().resolve(name) : session.place();
    }

    @Override
    public void close() throws IOException {
      if (archive != null) {
        archive.close();
      }
    }
  }
}
