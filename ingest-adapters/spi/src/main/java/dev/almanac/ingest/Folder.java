package dev.almanac.ingest;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One folder of a walk: its path and the names in it.
 *
 * @param path absolute path of the folder
 * @param folders names of the folders in it, sorted; symbolic links to folders included
 * @param files names of the files in it, sorted; neither pipes nor devices, which might never end
 * @param unnamable names, as far as they can be shown, of what cannot be found again by its name:
 *     names that are not text in the encoding of the machine
 */
public record Folder(Path path, List<String> folders, List<String> files, List<String> unnamable) {

  /** Copies the lists. */
  public Folder {
    folders = List.copyOf(folders);
    files = List.copyOf(files);
    unnamable = List.copyOf(unnamable);
  }

  /** Creates a folder of which all names are text. */
  public Folder(Path path, List<String> folders, List<String> files) {
    this(path, folders, files, List.of());
  }

  /**
   * Reads the names in a folder.
   *
   * @throws IOException if the folder cannot be listed
   */
  public static Folder of(Path path) throws IOException {
    List<String> folders = new ArrayList<>();
    List<String> files = new ArrayList<>();
    List<String> unnamable = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!isNamable(path, name, entry)) {
          unnamable.add(name);
          continue;
        }
        switch (Content.of(entry)) {
          case FOLDER -> folders.add(name);
          case FILE -> files.add(name);
          case OTHER -> {
            // Whoever opens a pipe waits until somebody writes into it.
          }
        }
      }
    } catch (DirectoryIteratorException unreadable) {
      throw unreadable.getCause();
    }
    Collections.sort(folders);
    Collections.sort(files);
    Collections.sort(unnamable);
    return new Folder(path.toAbsolutePath().normalize(), folders, files, unnamable);
  }

  private enum Content {
    FOLDER,
    FILE,
    OTHER;

    /** A link that leads nowhere is a file: opening it says so. */
    static Content of(Path entry) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
          return FOLDER;
        }
        return attributes.isOther() ? OTHER : FILE;
      } catch (IOException unreadable) {
        return FILE;
      }
    }
  }

  /** File names are bytes: some are no text, and then their text names nothing. */
  private static boolean isNamable(Path folder, String name, Path entry) {
    try {
      return folder.resolve(name).equals(entry);
    } catch (InvalidPathException noText) {
      return false;
    }
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
