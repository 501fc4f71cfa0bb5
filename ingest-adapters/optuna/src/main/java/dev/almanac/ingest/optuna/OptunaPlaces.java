package dev.almanac.ingest.optuna;

import dev.almanac.ingest.Folder;
import dev.almanac.ingest.Recognition;
import dev.almanac.ingest.SourceSpec;
import dev.almanac.ingest.read.sqlite.SqliteFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells what in a folder Optuna wrote, by names first and by content where a name promises it. */
final class OptunaPlaces {

  /** Form of a SQLite file. */
  static final String SQLITE = "SQLite storage";

  /** Form of a journal. */
  static final String JOURNAL = "journal";

  private static final Set<String> DATABASE_EXTENSIONS = Set.of("db", "db3", "sqlite", "sqlite3");
  private static final Set<String> JOURNAL_EXTENSIONS = Set.of("log", "journal", "jsonl");

  /** How every operation begins: {@code json.dumps} keeps the order of the fields. */
  private static final String FIRST_OPERATION = "{\"op_code\":";

  private OptunaPlaces() {}

  /** Recognises the storages in a folder. */
  static Recognition recognise(Folder folder) throws IOException {
    List<SourceSpec> found = new ArrayList<>();
    for (String name : folder.files()) {
      Path file = folder.path().resolve(name);
      String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      if (DATABASE_EXTENSIONS.contains(extension) && isStorage(file)) {
        found.add(spec(SQLITE, file));
      } else if (JOURNAL_EXTENSIONS.contains(extension) && isJournal(file)) {
        found.add(spec(JOURNAL, file));
      }
    }
    return new Recognition(found, false);
  }

  private static boolean isStorage(Path file) throws IOException {
    boolean named = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).contains("optuna");
    if (!Files.isRegularFile(file) || !SqliteFile.hasMagic(file)) {
      return named;
    }
    try (SqliteStudyTables tables = SqliteStudyTables.open(file)) {
      return StudyTables.areOptunas(tables.names());
    } catch (IOException unreadable) {
      // Whoever made it, its own adapter says what is wrong; a name makes it ours.
      return named;
    }
  }

  private static boolean isJournal(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream input = Files.newInputStream(file)) {
      byte[] beginning = input.readNBytes(FIRST_OPERATION.length());
      return new String(beginning, StandardCharsets.UTF_8).equals(FIRST_OPERATION);
    }
  }

  private static SourceSpec spec(String format, Path path) {
    Path parent = path.getParent();
    String own = String.valueOf(path.getFileName());
    boolean named = parent != null && parent.getFileName() != null;
    String name = named && parent != null ? parent.getFileName() + "-" + own : own;
    return new SourceSpec(OptunaMapping.TRACKER, format, path.toUri(), name);
  }
}
