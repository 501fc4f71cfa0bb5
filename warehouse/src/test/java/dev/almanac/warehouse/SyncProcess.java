package dev.almanac.warehouse;

import dev.almanac.warehouse.sync.Sync;
import dev.almanac.warehouse.sync.SyncOptions;
import dev.almanac.warehouse.sync.SyncProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A process that syncs one version of a {@link VersionedSource}. It tells on standard output what
 * stage it has reached, and goes on after a stage when it is told so on standard input.
 */
final class SyncProcess {

  static final String OPENED = "opened";
  static final String DONE = "done";

  private SyncProcess() {}

  /** Starts such a process. */
  static Process start(Path folder, String source, int version) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-Xmx128m");
    command.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
    command.add("-Djava.io.tmpdir=" + emptyFolder(folder.resolveSibling("jvm-" + source)));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(SyncProcess.class.getName());
    command.addAll(List.of(folder.toString(), source, Integer.toString(version)));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Returns the folder without what a killed process left in it: libraries that it unpacked. */
  private static Path emptyFolder(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    return folder;
  }

  /** Syncs; arguments are the folder, the source's name and its version. */
  public static void main(String[] arguments) {
    WarehouseConfig config = WarehouseConfig.of(Path.of(arguments[0])).withThreads(1);
    try (Warehouse warehouse = Warehouse.open(config, SyncProcess::tell)) {
      tell(OPENED);
      ScriptedSource source =
          VersionedSource.of(arguments[1], Integer.parseInt(arguments[2])).batchesOf(2);
      new Sync(warehouse, smallCommits(), SyncProgress.NONE).run(source);
    }
    tell(DONE);
  }

  /** Returns options that commit after every second run or so. */
  static SyncOptions smallCommits() {
    return new SyncOptions(
        SyncOptions.Rereading.CHANGED, 150, Duration.ofMinutes(1), Duration.ofDays(1));
  }

  private static void tell(String stage) {
    System.out.println(stage);
    System.out.flush();
    try {
      if (System.in.read() < 0) {
        throw new IllegalStateException("nobody is listening");
      }
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }
}
