package dev.almanac.warehouse.catalog;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/**
 * Reads and writes the tables' files on the local file system, without Hadoop. Safe for use by
 * several threads.
 *
 * <p>Iceberg's metadata holds absolute locations. A warehouse whose folder was moved keeps its old
 * locations inside; {@link #rebase} says where they are to be found now.
 */
public final class LocalFileIO implements FileIO {

  /** Catalog property by which another process learns where the locations in metadata begin. */
  static final String RECORDED_ROOT = "almanac.recorded-root";

  /** Catalog property for where that folder is now. */
  static final String ACTUAL_ROOT = "almanac.actual-root";

  private static final long serialVersionUID = 1L;
  private static final String SCHEME = "file:";

  private volatile String recorded = "";
  private volatile String actual = "";

  /** Maps every location under one folder to the same place under another. */
  void rebase(String recordedRoot, Path actualRoot) {
    String now = location(actualRoot);
    recorded = recordedRoot.equals(now) ? "" : recordedRoot;
    actual = now;
  }

  /** Returns what {@link #initialize} needs to make another of the same. */
  Map<String, String> roots() {
    return recorded.isEmpty() ? Map.of() : Map.of(RECORDED_ROOT, recorded, ACTUAL_ROOT, actual);
  }

  /** Returns a path as the tables' metadata spells it. */
  public static String location(Path path) {
    return SCHEME + "//" + path.toAbsolutePath().normalize();
  }

  /** Returns where the file of a location is. */
  public Path path(String location) {
    String here = location;
    if (!recorded.isEmpty() && location.startsWith(recorded + "/")) {
      here = actual + location.substring(recorded.length());
    }
    if (here.startsWith(SCHEME)) {
      here = here.substring(SCHEME.length());
      while (here.startsWith("//")) {
        here = here.substring(1);
      }
    }
    return Path.of(here);
  }

  @Override
  public InputFile newInputFile(String location) {
    return new LocalInputFile(location, path(location));
  }

  @Override
  public OutputFile newOutputFile(String location) {
    return new LocalOutputFile(location, path(location));
  }

  @Override
  public void deleteFile(String location) {
    try {
      Files.deleteIfExists(path(location));
    } catch (IOException exception) {
      throw new UncheckedIOException("Cannot delete " + location, exception);
    }
  }

  @Override
  public Map<String, String> properties() {
    return Map.of();
  }

  @Override
  public void initialize(Map<String, String> properties) {
    String root = requireNonNull(properties, "properties is null").get(RECORDED_ROOT);
    String now = properties.get(ACTUAL_ROOT);
    if (root != null && now != null) {
      recorded = root.equals(now) ? "" : root;
      actual = now;
    }
  }
}
