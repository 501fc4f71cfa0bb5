package dev.almanac.ingest.mlflow;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Walks the files of which each is one key: {@code metrics/val/loss} is the key {@code val/loss}.
 */
final class KeyFiles {

  /** A key has at most 250 characters, so that deeper folders are not keys. */
  private static final int MAX_DEPTH = 128;

  private static final List<String> LITTER = List.of(".DS_Store", ".ipynb_checkpoints");

  private KeyFiles() {}

  /** Takes in one file. */
  interface Visitor {
    /** Takes in the file of one key. */
    void file(String key, Path file) throws IOException;
  }

  /** Visits every file below a folder in the order of keys; nothing if the folder is absent. */
  static void walk(Path folder, Visitor visitor) throws IOException {
    walk(folder, "", 0, visitor);
  }

  private static void walk(Path folder, String prefix, int depth, Visitor visitor)
      throws IOException {
    for (Path entry : entries(folder)) {
      String name = FileStoreLayout.name(entry);
      if (LITTER.contains(name)) {
        continue;
      }
      if (!Files.isDirectory(entry)) {
        visitor.file(prefix + name, entry);
      } else if (depth < MAX_DEPTH) {
        walk(entry, prefix + name + "/", depth + 1, visitor);
      }
    }
  }

  private static List<Path> entries(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(entries::add);
    } catch (NoSuchFileException absent) {
      return List.of();
    }
    entries.sort(Comparator.comparing(FileStoreLayout::name));
    return entries;
  }
}
