package dev.almanac.ingest.neptune;

import dev.almanac.ingest.read.source.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Adds the content of files to fingerprints. */
final class FileContent {

  private static final int CHUNK = 1 << 20;

  private FileContent() {}

  /** Adds every byte of a file, in chunks; one that cannot be read counts as absent. */
  static void add(Fingerprint fingerprint, Path file) {
    String name = String.valueOf(file.getFileName());
    try (InputStream input = Files.newInputStream(file)) {
      int number = 0;
      byte[] chunk = input.readNBytes(CHUNK);
      do {
        fingerprint.row(name, Integer.toString(number++), chunk);
        chunk = input.readNBytes(CHUNK);
      } while (chunk.length > 0);
    } catch (IOException unreadable) {
      fingerprint.row(name, "unreadable");
    }
  }
}
