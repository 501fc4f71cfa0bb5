package dev.almanac.warehouse.write;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.apache.iceberg.Table;

/**
 * Names the files of one writer: all begin with its id, so that what it left behind when it died
 * can be told from what others wrote. Not safe for use by several threads.
 */
public final class FileNames {

  static final String EXTENSION = ".parquet";

  private final String writerId;
  private final Function<String, Path> paths;
  private int count;

  /**
   * Creates the names of one writer.
   *
   * @param paths finds the place of a location on this machine
   */
  public FileNames(String writerId, Function<String, Path> paths) {
    this.writerId = requireNonNull(writerId, "writerId is null");
    this.paths = requireNonNull(paths, "paths is null");
  }

  String next(Table table, FileKind kind) {
    String name = String.format(Locale.ROOT, "%s-%05d-%s", writerId, count++, kind.suffix());
    return folder(table) + "/" + name + EXTENSION;
  }

  Path path(String location) {
    return paths.apply(location);
  }

  /** Returns the location of a table's data files. */
  public static String folder(Table table) {
    return table.location() + "/data";
  }
}
