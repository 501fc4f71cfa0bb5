package dev.almanac.ingest.logs;

import dev.almanac.ingest.Folder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder of a walk as formats see it: its names, and those of the folders around it, each listed
 * once. Not safe for use by several threads.
 */
public final class LogFolder {

  /** Says that it was looked for, and there is nothing. */
  private static final Object NOTHING = new Object();

  private final Folder folder;
  private final Path root;
  private final @Nullable LogFolder parent;
  private final Map<String, LogFolder> children = new HashMap<>();
  private final Map<Object, Object> known = new HashMap<>();

  private LogFolder(Folder folder, Path root, @Nullable LogFolder parent) {
    this.folder = folder;
    this.root = root;
    this.parent = parent;
  }

  /** Begins a walk at a folder. */
  static LogFolder root(Folder folder) {
    return new LogFolder(folder, folder.path(), null);
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

  /** Returns names of what lies in it and cannot be opened by its name. */
  List<String> unnamable() {
    return folder.unnamable();
  }

  /**
   * Returns a folder in it; one that cannot be listed looks empty: whoever walks says what is wrong
   * with it, and what lies around it is a run all the same.
   */
  public LogFolder child(String name) {
    LogFolder known = children.get(name);
    if (known != null) {
      return known;
    }
    try {
      LogFolder child = listedChild(name);
      children.put(name, child);
      return child;
    } catch (IOException unreadable) {
      return new LogFolder(new Folder(resolve(name), List.of(), List.of()), root, this);
    }
  }

  /**
   * Returns a folder in it.
   *
   * @throws IOException if it cannot be listed
   */
  LogFolder listedChild(String name) throws IOException {
    LogFolder known = children.get(name);
    return known == null ? new LogFolder(Folder.of(resolve(name)), root, this) : known;
  }

  /** Returns the folder around it, if it is not where the walk began. */
  public Optional<LogFolder> parent() {
    return Optional.ofNullable(parent);
  }

  /**
   * Returns what several formats must know of a file in it, found out once.
   *
   * @param key tells it from other things that are known
   * @throws IOException if it cannot be found out
   */
  public <T> Optional<T> known(List<String> key, Class<T> type, Finding<T> finding)
      throws IOException {
    Object value = known.get(key);
    if (value == null) {
      T found = finding.find();
      value = found == null ? NOTHING : found;
      known.put(key, value);
    }
    return value == NOTHING ? Optional.empty() : Optional.of(type.cast(value));
  }

  /** Finds something out. */
  public interface Finding<T> {

    /**
     * Returns it, or null if there is nothing.
     *
     * @throws IOException if it cannot be found out
     */
    @Nullable T find() throws IOException;
  }

  /** Forgets what was listed below and found out, so that a long walk does not keep it all. */
  void forget() {
    children.clear();
    known.clear();
  }
}
