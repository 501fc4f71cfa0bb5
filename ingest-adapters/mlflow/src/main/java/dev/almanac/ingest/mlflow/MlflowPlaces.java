package dev.almanac.ingest.mlflow;

import dev.almanac.ingest.Folder;
import dev.almanac.ingest.Recognition;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.read.sqlite.SqliteFile;
import dev.almanac.ingest.read.sqlite.SqliteSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells what in a folder MLflow wrote, by names first and by content where a name promises it. */
final class MlflowPlaces {

  private static final String FILE_STORE = "file store";
  private static final String SQLITE_STORE = "SQLite store";

  private static final Set<String> DATABASE_EXTENSIONS = Set.of("db", "db3", "sqlite", "sqlite3");

  private MlflowPlaces() {}

  /** Recognises the stores in a folder. */
  static Recognition recognise(Folder folder) throws IOException {
    List<SourceSpec> found = new ArrayList<>();
    boolean fileStore = isFileStore(folder);
    if (fileStore) {
      found.add(fileStore(folder.path()));
      addStoresInside(folder, found);
    }
    boolean onlyOneFile = folder.files().size() == 1 && folder.folders().isEmpty();
    for (String name : folder.files()) {
      Path file = folder.path().resolve(name);
      if ((onlyOneFile || promisesDatabase(name)) && isMlflowDatabase(file)) {
        found.add(database(file));
      }
    }
    return new Recognition(found, fileStore);
  }

  /** Adds stores that a client started in the wrong folder made inside of one. */
  private static void addStoresInside(Folder folder, List<SourceSpec> found) throws IOException {
    for (String name : folder.folders()) {
      Path inside = folder.path().resolve(name);
      boolean experiment = Files.exists(inside.resolve(FileStoreLayout.META));
      if (name.startsWith("mlruns") && !experiment && isFileStore(Folder.of(inside))) {
        found.add(fileStore(inside));
      }
    }
  }

  private static boolean isFileStore(Folder folder) throws IOException {
    if (folder.hasFile(FileStoreLayout.META)) {
      return FileStoreLayout.isExperimentMeta(folder.path().resolve(FileStoreLayout.META));
    }
    if (folder.folders().isEmpty()) {
      return false;
    }
    return FileStoreLayout.isStore(folder);
  }

  private static boolean promisesDatabase(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return DATABASE_EXTENSIONS.contains(extension);
  }

  /**
   * Tells whether a file is an MLflow database. One that is named for MLflow and cannot be looked
   * into counts as one, so that opening it says what is wrong with it.
   */
  private static boolean isMlflowDatabase(Path file) throws IOException {
    boolean named =
        FileStoreLayout.name(file).toLowerCase(Locale.ROOT).startsWith(MlflowMapping.TRACKER)
            && promisesDatabase(FileStoreLayout.name(file));
    if (!Files.isRegularFile(file) || !SqliteFile.hasMagic(file)) {
      return named;
    }
    SqliteFile database = new SqliteFile("SQLite", file); // Whose it is remains to be seen.
    try (SqliteSession session = SqliteSession.open(database)) {
      return SqlTables.of(session).isMlflow() || named;
    } catch (IOException unreadable) {
      if (named) {
        return true;
      }
      throw unreadable;
    }
  }

  /** Returns the place of a database. */
  static SourceSpec database(Path file) {
    return spec(SQLITE_STORE, file);
  }

  private static SourceSpec fileStore(Path folder) {
    return spec(FILE_STORE, folder);
  }

  /** Names a source for its folder and file, as {@code churn-mlruns}. */
  private static SourceSpec spec(String format, Path path) {
    Path parent = path.getParent();
    String own = FileStoreLayout.name(path);
    boolean named = parent != null && parent.getFileName() != null;
    String name = named && parent != null ? FileStoreLayout.name(parent) + "-" + own : own;
    return new SourceSpec(MlflowMapping.TRACKER, format, path.toUri(), name);
  }

  /** Tells whether a place is a database rather than a file store. */
  static boolean isDatabase(SourceSpec spec) {
    return spec.format().equals(SQLITE_STORE) || Files.isRegularFile(spec.path());
  }
}
