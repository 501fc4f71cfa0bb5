package dev.almanac.ingest.mlflow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * A SQLite file that is read and never written, while others may write to it.
 *
 * @param path the database
 */
record SqliteFile(Path path) {

  /** How every SQLite 3 file begins (sqlite.org/fileformat2, section 1.3). */
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private static final int BUSY_MILLIS = 5_000;

  /** Tells whether a file begins like a SQLite database. */
  static boolean hasMagic(Path file) throws IOException {
    try (InputStream input = Files.newInputStream(file)) {
      return Arrays.equals(input.readNBytes(MAGIC.length), MAGIC);
    }
  }

  /**
   * Opens a read-only connection.
   *
   * @throws IOException if the file is no SQLite database; the message says what to do
   */
  Connection connect() throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new IOException(
          "Cannot read the MLflow database " + path + ": there is no such file; check the path");
    }
    if (Files.size(path) == 0) {
      throw new IOException(
          "Cannot read the MLflow database "
              + path
              + ": it is empty; MLflow creates its tables when a run is logged first");
    }
    if (!hasMagic(path)) {
      throw new IOException(
          "Cannot read the MLflow database "
              + path
              + ": it is not a SQLite 3 file; name the file that MLflow's tracking URI names");
    }
    try {
      SQLiteConfig config = new SQLiteConfig();
      config.setReadOnly(true);
      config.setBusyTimeout(BUSY_MILLIS);
      return config.createConnection("jdbc:sqlite:" + path.toUri() + "?mode=ro");
    } catch (SQLException failed) {
      throw explain("open", failed);
    }
  }

  /** Turns an error of SQLite into what, where, why, and what to do. */
  IOException explain(String verb, SQLException failed) {
    return new IOException(
        "Cannot " + verb + " the MLflow database " + path + ": " + why(failed), failed);
  }

  private static String why(SQLException failed) {
    int primary = failed.getErrorCode() & 0xff;
    if (primary == SQLiteErrorCode.SQLITE_BUSY.code) {
      return "another process has held its lock for "
          + BUSY_MILLIS / 1_000
          + " s; wait until MLflow has finished writing and sync again";
    }
    if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code
        || primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return "the file is damaged or cut off ("
          + failed.getMessage()
          + "); copy it again, or repair it with \"sqlite3 FILE .recover\" and sync the copy";
    }
    return failed.getMessage() + "; check that the file can be read";
  }
}
