package dev.almanac.warehouse.commit;

import dev.almanac.warehouse.write.StorageFailures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Folders for what DuckDB spills, one an instance, since two instances would overwrite each other's
 * files. DuckDB makes its folder when it first spills and removes it at the end; a killed process
 * leaves it behind.
 */
public final class TemporaryFolders {

  private static final Pattern NAME = Pattern.compile("([0-9]+)-[0-9]+");
  private static final AtomicInteger COUNT = new AtomicInteger();

  private TemporaryFolders() {}

  /**
   * Returns a folder of its own for one instance of DuckDB, which makes the folder itself, but not
   * the folders above. Safe for use by several threads.
   */
  public static Path next(Path parent) {
    try {
      Files.createDirectories(parent);
    } catch (IOException exception) {
      // A warehouse that may only be read can be: DuckDB says so itself if it has to spill.
      return parent;
    }
    return parent.resolve(ProcessHandle.current().pid() + "-" + COUNT.getAndIncrement());
  }

  /** Deletes the folders of processes that are no more. */
  static void deleteAbandoned(Path parent) {
    delete(parent, TemporaryFolders::isAbandoned);
  }

  /** Deletes the folders of this process, which is about to end without closing its instances. */
  public static void deleteOwn(Path parent) {
    String mine = ProcessHandle.current().pid() + "-";
    delete(parent, folder -> folder.getFileName().toString().startsWith(mine));
  }

  private static void delete(Path parent, Predicate<Path> which) {
    if (!Files.isDirectory(parent)) {
      return;
    }
    try {
      List<Path> folders;
      try (Stream<Path> entries = Files.list(parent)) {
        folders = entries.filter(which).toList();
      }
      for (Path folder : folders) {
        try {
          deleteAll(folder);
        } catch (IOException | UncheckedIOException left) {
          // Another user's, or still written to: it costs room and nothing else.
        }
      }
    } catch (IOException exception) {
      throw StorageFailures.of("Cannot clean up " + parent, exception);
    }
  }

  private static boolean isAbandoned(Path folder) {
    Matcher name = NAME.matcher(folder.getFileName().toString());
    return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
  }

  private static void deleteAll(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.deleteIfExists(path);
    }
  }
}
