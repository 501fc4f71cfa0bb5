package dev.almanac.cli;

import dev.almanac.cli.terminal.Surroundings;
import dev.almanac.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes later starts quick; the launcher runs it once for each machine and Java version, with the
 * JVM told to archive the classes that are loaded on the way (JEP 350).
 */
final class FirstStart {

  private FirstStart() {}

  /** Prepares a folder, which the launcher then puts on {@code java.library.path}. */
  static void prepare(Path folder) throws IOException {
    unpackDuckDb(folder);
    touchClasses(folder.resolve("rehearsal"));
  }

  /** The driver would otherwise unpack 70 MB at every start. */
  private static void unpackDuckDb(Path folder) throws IOException {
    String resource = "/libduckdb_java.so_" + system() + "_" + architecture();
    try (InputStream in = FirstStart.class.getResourceAsStream(resource)) {
      if (in != null) {
        Files.copy(in, folder.resolve(System.mapLibraryName("duckdb_java")));
      }
    }
  }

  private static String system() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (name.contains("win")) {
      return "windows";
    }
    return name.contains("mac") ? "macos" : "linux";
  }

  private static String architecture() {
    String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return name.equals("aarch64") || name.equals("arm64") ? "arm64" : "amd64";
  }

  /** Goes once through what most commands do; what it loads is what gets archived. */
  private static void touchClasses(Path folder) throws IOException {
    Files.createDirectories(folder);
    Terminal nowhere =
        new Terminal(
            new ByteArrayInputStream(new byte[0]),
            OutputStream.nullOutputStream(),
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            List.of(),
            Terminal.DEFAULT_WIDTH,
            Terminal.Color.OFF);
    Surroundings rehearsal = new Surroundings(nowhere, Map.of(), folder, Clock.systemUTC());
    Almanac.run(rehearsal, "--help");
    Almanac.run(rehearsal, "doctor");
  }
}
