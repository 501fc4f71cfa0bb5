package dev.almanac.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * One folder of a walk: its path and the names in it.
 *
 * @param path absolute path of the folder
 * @param folders names of the folders in it, sorted; symbolic links to folders included
 * @param files names of the files in it, sorted
 */
public record Folder(Path path, List<String> folders, List<String> files) {

  /** Copies the lists. */
  public Folder {
    folders = List.copyOf(folders);
    files = List.copyOf(files);
  }

  /**
   * Reads the names in a folder.
   *
   * @throws IOException if the folder cannot be listed
   */
  public static Folder of(Path path) throws IOException {
    List<String> folders = new ArrayList<>();
    List<String> files = new ArrayList<>();
    try (Stream<Path> entries = Files.list(path)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        (Files.isDirectory(entry) ? folders : files).add(entry.getFileName().toString());
      }
    }
    Collections.sort(folders);
    Collections.sort(files);
    return new Folder(path.toAbsolutePath().normalize(), folders, files);
  }

  /** Returns a folder that shows only one of its files, for a place that names a file. */
  public static Folder ofFile(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    return new Folder(
        java.util.Objects.requireNonNull(absolute.getParent(), "file has no folder"),
        List.of(),
        List.of(absolute.getFileName().toString()));
  }

  /** Tells whether the folder holds a file of this name. */
  public boolean hasFile(String name) {
    return Collections.binarySearch(files, name) >= 0;
  }

  /** Tells whether the folder holds a folder of this name. */
  public boolean hasFolder(String name) {
    return Collections.binarySearch(folders, name) >= 0;
  }
}
