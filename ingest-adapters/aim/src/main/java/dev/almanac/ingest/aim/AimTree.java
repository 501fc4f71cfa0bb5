package dev.almanac.ingest.aim;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * One RocksDB of a repository, opened for reading only: nothing is written beside it, the library's
 * own log goes to a folder that is removed. Not safe for use by several threads.
 */
final class AimTree implements Closeable {

  private final Options options;
  private final RocksDB database;
  private final Path logs;

  private AimTree(Options options, RocksDB database, Path logs) {
    this.options = options;
    this.database = database;
    this.logs = logs;
  }

  /**
   * Opens a tree.
   *
   * @throws IOException if it cannot be opened; the message is a fragment of a sentence
   */
  static AimTree open(Path folder) throws IOException {
    loadLibrary();
    Path logs = Files.createTempDirectory("almanac-aim-");
    Options options =
        new Options()
            .setCreateIfMissing(false)
            .setDbLogDir(logs.toString())
            .setInfoLogLevel(InfoLogLevel.FATAL_LEVEL)
            .setMaxOpenFiles(64);
    try {
      return new AimTree(options, RocksDB.openReadOnly(options, folder.toString()), logs);
    } catch (RocksDBException failed) {
      options.close();
      remove(logs);
      throw new IOException("RocksDB cannot open it: " + reason(failed, folder), failed);
    }
  }

  private static void loadLibrary() throws IOException {
    try {
      RocksDB.loadLibrary();
    } catch (LinkageError | RuntimeException absent) {
      throw new IOException(
          "RocksDB's native library for "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + " is not there; put the rocksdbjni jar of this platform into the folder lib",
          absent);
    }
  }

  /** Leaves out where the file lies, which would tie a stored reason to this machine. */
  private static String reason(RocksDBException failed, Path folder) {
    String message = String.valueOf(failed.getMessage());
    return message.replace(folder + "/", "");
  }

  /** Takes in one entry. */
  interface Visitor {
    /** Takes in one entry. */
    void entry(AimKey key, AimValue value) throws IOException;

    /** Takes in an entry that cannot be read. */
    void malformed(byte[] key, IOException reason);
  }

  /** Visits the entries whose key begins with some bytes, in the order of keys. */
  void visit(byte[] prefix, Visitor visitor) throws IOException {
    try (RocksIterator entries = database.newIterator()) {
      for (entries.seek(prefix); entries.isValid(); entries.next()) {
        byte[] key = entries.key();
        if (!beginsWith(key, prefix)) {
          return;
        }
        AimKey parsedKey;
        AimValue value;
        try {
          parsedKey = AimKey.parse(Arrays.copyOfRange(key, prefix.length, key.length));
          value = AimValue.parse(entries.value());
        } catch (IOException malformed) {
          visitor.malformed(key, malformed);
          continue;
        }
        visitor.entry(parsedKey, value);
      }
      entries.status();
    } catch (RocksDBException failed) {
      throw new IOException("RocksDB cannot read it: " + failed.getMessage(), failed);
    }
  }

  private static boolean beginsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  @Override
  public void close() throws IOException {
    database.close();
    options.close();
    remove(logs);
  }

  private static void remove(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
