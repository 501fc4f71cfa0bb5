package dev.almanac.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** Checks of the machine and the JVM. */
public final class MachineChecks {

  private static final int LEAST_JAVA = 17;

  /** Below this, a sync spills to disk early and a report of thousands of runs becomes slow. */
  private static final long LEAST_HEAP = 256L << 20;

  private MachineChecks() {}

  /** Runs all of them. */
  public static List<Check> all() {
    return List.of(java(), memory(), duckDb(), arrow(), temporaryFolder());
  }

  private static Check java() {
    String finding =
        Runtime.version()
            + " of "
            + System.getProperty("java.vendor")
            + " in "
            + System.getProperty("java.home");
    return Runtime.version().feature() >= LEAST_JAVA
        ? Check.ok("java", finding)
        : Check.failed("java", finding, "Install Java 17 or newer, or set JAVA_HOME.");
  }

  private static Check memory() {
    long heap = Runtime.getRuntime().maxMemory();
    String finding =
        String.format(
            Locale.ROOT,
            "%,d MiB of heap, %d processors",
            heap >> 20,
            Runtime.getRuntime().availableProcessors());
    return heap >= LEAST_HEAP
        ? Check.ok("memory", finding)
        : Check.warning("memory", finding, "Set ALMANAC_JAVA_OPTS=-Xmx512m or more.");
  }

  private static Check duckDb() {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT version()")) {
      rows.next();
      return Check.ok("duckdb", rows.getString(1));
    } catch (SQLException | UnsatisfiedLinkError exception) {
      return Check.failed(
          "duckdb",
          "cannot be loaded: " + exception.getMessage(),
          "Use Linux, macOS or Windows on x86-64 or ARM64 with glibc, and a temporary folder that"
              + " is not mounted noexec (-Djava.io.tmpdir).");
    }
  }

  private static Check arrow() {
    try (BufferAllocator allocator = new RootAllocator();
        ArrowBuf buffer = allocator.buffer(Long.BYTES)) {
      // This is where the JVM refuses without the option below.
      buffer.nioBuffer(0, Long.BYTES);
      return Check.ok("arrow", "allocates off the heap");
    } catch (RuntimeException | ExceptionInInitializerError | NoClassDefFoundError exception) {
      return Check.failed(
          "arrow",
          "cannot be used: " + exception,
          "Start Almanac with its launcher, or add"
              + " --add-opens=java.base/java.nio=ALL-UNNAMED to the JVM's options.");
    }
  }

  private static Check temporaryFolder() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      Path probe = Files.createTempFile(folder, "almanac", ".probe");
      Files.delete(probe);
      return Check.ok("temporary folder", folder.toString());
    } catch (IOException exception) {
      return Check.failed(
          "temporary folder",
          "cannot write to " + folder + ": " + exception.getMessage(),
          "Make room in it, or name another: ALMANAC_JAVA_OPTS=-Djava.io.tmpdir=DIR.");
    }
  }
}
