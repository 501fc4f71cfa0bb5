package dev.almanac.ingest.logs;

import dev.almanac.ingest.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder of a walk as formats see it: its names, and those of the folders around it, each listed
 * once. Not safe for use by several threads.
 */
public final class LogFolder {

  private final Folder folder;
  private final Path root;
  private final Map<Path, Optional<Folder>> listed;

  private LogFolder(Folder folder, Path root, Map<Path, Optional<Folder>> listed) {
    this.folder = folder;
    this.root = root;
    this.listed = listed;
  }

  /** Begins a walk at a folder. */
  static LogFolder root(Folder folder) {
    Map<Path, Optional<Folder>> listed = new HashMap<>();
    listed.put(folder.path(), Optional.of(folder));
    return new LogFolder(folder, folder.path(), listed);
  }

  /** Returns the absolute path. */
  public Path path() {
    return folder.path();
  }

  /** Returns where the walk began. */
  public Path root() {
    return root;
  }

  /** Returns the folder's own name. */
  public String name() {
    Path name = path().getFileName();
    return name == null ? "" : name.toString();
  }

  /** Returns the names of the files in it, sorted. */
  public List<String> files() {
    return folder.files();
  }

  /** Returns the names of the folders in it, sorted. */
  public List<String> folders() {
    return folder.folders();
  }

  /** Tells whether it holds a file of this name. */
  public boolean hasFile(String name) {
    return folder.hasFile(name);
  }

  /** Tells whether it holds a folder of this name. */
  public boolean hasFolder(String name) {
    return folder.hasFolder(name);
  }

  /** Returns the path of something in it. */
  public Path resolve(String name) {
    return path().resolve(name);
  }

  /**
   * Returns a folder in it.
   *
   * @throws IOException if it cannot be listed
   */
  public LogFolder child(String name) throws IOException {
    Path path = resolve(name);
    try {
      Folder child =
          listed
              .computeIfAbsent(
                  path,
                  absent -> {
                    try {
                      return Optional.of(Folder.of(absent));
                    } catch (IOException unreadable) {
                      throw new UncheckedIOException(unreadable);
                    }
                  })
              .orElseThrow();
      return new LogFolder(child, root, listed);
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }

  /** Returns the folder around it, if it is not where the walk began. */
  public Optional<LogFolder> parent() {
    Path above = path().getParent();
    if (path().equals(root) || above == null || !above.startsWith(root)) {
      return Optional.empty();
    }
    Optional<Folder> found = listed.getOrDefault(above, Optional.empty());
    return found.map(parent -> new LogFolder(parent, root, listed));
  }
}
