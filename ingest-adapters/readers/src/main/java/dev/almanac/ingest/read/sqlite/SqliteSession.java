package dev.almanac.ingest.read.sqlite;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * A connection to a SQLite database that others may be writing to, and that is never written to:
 * not the database, and no file beside it.
 *
 * <p>Which way is safe depends on what lies beside the database, as tried with real writers:
 *
 * <ul>
 *   <li>rollback journal: {@code mode=ro}; a reader there only takes locks;
 *   <li>write-ahead log with its index ({@code -shm}): {@code readonly_shm=1}, for without it
 *       SQLite would write marks into the index;
 *   <li>write-ahead log mode without a log, so that no one has it open ({@code mlflow
 *       migrate-filestore} leaves databases like that): {@code immutable=1}, for otherwise SQLite
 *       would create log and index; {@link #checkUnchanged} then makes sure that no one came;
 *   <li>a log without its index, or a journal of a writer that crashed: a private copy, which
 *       SQLite repairs.
 * </ul>
 */
public final class SqliteSession implements Closeable {

  /** How the database is read. */
  public enum Access {
    /** Rollback journal, read under shared locks. */
    LOCKED("?mode=ro"),
    /** Write-ahead log, read through its index. */
    SHARED_LOG("?mode=ro&readonly_shm=1"),
    /** No one else has it open. */
    IMMUTABLE("?immutable=1"),
    /** A private copy. */
    COPY("");

    private final String parameters;

    Access(String parameters) {
      this.parameters = parameters;
    }
  }

  /** How long SQLite waits for another's lock. */
  public static final int BUSY_MILLIS = 5_000;

  /** Makes SQLite take its read lock, and with it look at the journal. */
  private static final String TAKES_LOCK = "SELECT name FROM sqlite_schema LIMIT 1";

  /** Side files of a database that a copy needs. */
  private static final List<String> SIDE_FILES = List.of("-wal", "-journal");

  private static final int COPY_ATTEMPTS = 5;

  /** Result codes of SQLite have their family in the lowest byte (sqlite.org/rescode). */
  private static final int PRIMARY_CODE = 0xff;

  private final SqliteFile file;
  private final Access access;
  private final Connection connection;
  private final String openedStamp;
  private final @Nullable Path copy;

  private SqliteSession(
      SqliteFile file,
      Access access,
      Connection connection,
      String openedStamp,
      @Nullable Path copy) {
    this.file = file;
    this.access = access;
    this.connection = connection;
    this.openedStamp = openedStamp;
    this.copy = copy;
  }

  /**
   * Opens a database.
   *
   * @throws IOException if that cannot be done; the message says why, and what to do
   */
  public static SqliteSession open(SqliteFile file) throws IOException {
    Access access = access(file.path(), file.header());
    if (access == Access.COPY) {
      return openCopy(file);
    }
    SqliteSession session = open(file, access);
    try {
      if (access != Access.LOCKED || !session.needsRollback()) {
        return session;
      }
    } catch (SQLException failed) {
      session.close();
      throw file.explain("read", failed);
    }
    session.close();
    return openCopy(file);
  }

  /**
   * Tells whether the journal beside the database is that of a writer that crashed. A writer that
   * is alive has one too, and then SQLite sees its lock.
   */
  private boolean needsRollback() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(TAKES_LOCK)) {
      result.next();
      return false;
    } catch (SQLException failed) {
      if ((failed.getErrorCode() & PRIMARY_CODE) == SQLiteErrorCode.SQLITE_READONLY.code) {
        return true;
      }
      throw failed;
    }
  }

  private static SqliteSession open(SqliteFile file, Access access) throws IOException {
    String stamp = file.stamp();
    Connection connection = connect(file, file.path(), access);
    return new SqliteSession(file, access, connection, stamp, null);
  }

  private static Access access(Path path, SqliteHeader header) {
    if (!header.wal()) {
      return Access.LOCKED;
    }
    if (Files.exists(beside(path, "-shm"))) {
      return Access.SHARED_LOG;
    }
    return isEmpty(beside(path, "-wal")) ? Access.IMMUTABLE : Access.COPY;
  }

  /**
   * Copies the database with its log or journal, and lets SQLite repair the copy. A copy that was
   * changed while it was made is made again.
   */
  private static SqliteSession openCopy(SqliteFile file) throws IOException {
    Path folder = Files.createTempDirectory("almanac-sqlite-");
    try {
      for (int attempt = 0; attempt < COPY_ATTEMPTS; attempt++) {
        String before = file.stamp();
        Path target = folder.resolve("copy-" + attempt + ".db");
        Files.copy(file.path(), target);
        for (String side : SIDE_FILES) {
          copyIfPresent(beside(file.path(), side), beside(target, side));
        }
        if (file.stamp().equals(before)) {
          Connection connection = connect(file, target, Access.COPY);
          return new SqliteSession(file, Access.COPY, connection, before, folder);
        }
      }
      throw new IOException(
          "Cannot read the "
              + file.owner()
              + " database "
              + file.path()
              + ": it changes faster than it can be copied; stop its writer and sync again");
    } catch (IOException failed) {
      remove(folder);
      throw failed;
    }
  }

  private static Connection connect(SqliteFile file, Path path, Access access) throws IOException {
    try {
      SQLiteConfig config = new SQLiteConfig();
      config.setReadOnly(access != Access.COPY);
      config.setBusyTimeout(BUSY_MILLIS);
      return config.createConnection("jdbc:sqlite:" + path.toUri() + access.parameters);
    } catch (SQLException failed) {
      throw file.explain("read", failed);
    }
  }

  /** Returns the connection; it closes with this. */
  public Connection connection() {
    return connection;
  }

  /** Returns the database. */
  public SqliteFile file() {
    return file;
  }

  /** Returns how the database is read. */
  public Access access() {
    return access;
  }

  /**
   * Makes sure that what was read is what was there.
   *
   * @throws IOException if someone wrote to a database that was read without locks
   */
  public void checkUnchanged() throws IOException {
    if (access == Access.IMMUTABLE && !file.stamp().equals(openedStamp)) {
      throw new IOException(
          "Cannot read the "
              + file.owner()
              + " database "
              + file.path()
              + ": "
              + file.owner()
              + " began to write to it meanwhile; sync again");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException failed) {
      throw file.explain("close", failed);
    } finally {
      if (copy != null) {
        remove(copy);
      }
    }
  }

  /** Returns the path of a file that SQLite keeps beside a database. */
  public static Path beside(Path path, String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  private static boolean isEmpty(Path side) {
    try {
      return Files.readAttributes(side, BasicFileAttributes.class).size() == 0;
    } catch (IOException absent) {
      return true;
    }
  }

  private static void copyIfPresent(Path from, Path to) throws IOException {
    try {
      Files.copy(from, to);
    } catch (NoSuchFileException absent) {
      // A log or journal that is gone has been taken over into the database.
    }
  }

  private static void remove(Path folder) throws IOException {
    List<Path> files;
    try (java.util.stream.Stream<Path> entries = Files.list(folder)) {
      files = entries.toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(folder);
  }
}
