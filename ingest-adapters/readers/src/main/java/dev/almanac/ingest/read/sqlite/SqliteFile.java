package dev.almanac.ingest.read.sqlite;

import dev.almanac.ingest.read.source.FileTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/**
 * A SQLite file that is read and never written, while others may write to it.
 *
 * @param owner who made it, for messages: {@code MLflow}, {@code Optuna}
 * @param path the database
 */
public record SqliteFile(String owner, Path path) {

  /** Tells whether a file begins like a SQLite database. */
  public static boolean hasMagic(Path file) throws IOException {
    return SqliteHeader.read(file) != null;
  }

  /**
   * Returns what the file says of itself.
   *
   * @throws IOException if it is no SQLite database; the message says what to do
   */
  public SqliteHeader header() throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new IOException(
          "Cannot read the "
              + owner
              + " database "
              + path
              + ": there is no such file; check the path");
    }
    if (Files.size(path) == 0) {
      throw new IOException(
          "Cannot read the "
              + owner
              + " database "
              + path
              + ": it is empty; "
              + owner
              + " creates its tables when the first run is logged");
    }
    SqliteHeader header = SqliteHeader.read(path);
    if (header == null) {
      throw new IOException(
          "Cannot read the "
              + owner
              + " database "
              + path
              + ": it is not a SQLite 3 file; check the path");
    }
    return header;
  }

  /**
   * Returns a stamp that differs whenever anything was committed: sizes and times of the database
   * and its log, and the change counter in its header.
   *
   * <p>Not to be called while a transaction of this process holds a lock: closing the file would
   * drop it, POSIX locks belong to the process (sqlite.org/howtocorrupt, section 2.2).
   */
  public String stamp() throws IOException {
    SqliteHeader header = header();
    return "counter "
        + Integer.toUnsignedString(header.changeCounter())
        + " db "
        + stat(path)
        + " wal "
        + stat(SqliteSession.beside(path, "-wal"));
  }

  private static String stat(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.size() + "@" + FileTimes.nanos(attributes) + "#" + attributes.fileKey();
    } catch (IOException absent) {
      return "none";
    }
  }

  /** Turns an error of SQLite into what, where, why, and what to do. */
  public IOException explain(String verb, SQLException failed) {
    return new IOException(
        "Cannot " + verb + " the " + owner + " database " + path + ": " + why(failed), failed);
  }

  private String why(SQLException failed) {
    int primary = failed.getErrorCode() & 0xff;
    if (primary == SQLiteErrorCode.SQLITE_BUSY.code) {
      return "another process has held its lock for "
          + SqliteSession.BUSY_MILLIS / 1_000
          + " s; wait until "
          + owner
          + " has finished writing and sync again";
    }
    if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code
        || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return "the file is damaged or cut off ("
          + failed.getMessage()
          + "); copy it again, or repair it with \"sqlite3 FILE .recover\" and sync the copy";
    }
    if (primary == SQLiteErrorCode.SQLITE_READONLY.code) {
      return "its writer crashed meanwhile and left a journal; sync again";
    }
    return failed.getMessage() + "; check that the file can be read";
  }
}
