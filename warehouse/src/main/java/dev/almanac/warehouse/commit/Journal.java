package dev.almanac.warehouse.commit;

import dev.almanac.warehouse.write.StorageFailures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is there while a writer may leave something behind. Who finds it when beginning to
 * write, under the lock, cleans up first; who does not find it need not look at the tables at all.
 */
final class Journal {

  private final Path file;

  Journal(Path folder) {
    this.file = folder.resolve("writing");
  }

  boolean isPresent() {
    return Files.exists(file);
  }

  /** Notes that a writer begins to write. */
  void begin(String writerId) {
    try {
      Files.writeString(file, writerId, StandardCharsets.UTF_8);
    } catch (IOException exception) {
      throw StorageFailures.of("Cannot write " + file, exception);
    }
  }

  /** Notes that nothing is left behind. */
  void end() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException exception) {
      throw StorageFailures.of("Cannot delete " + file, exception);
    }
  }
}
