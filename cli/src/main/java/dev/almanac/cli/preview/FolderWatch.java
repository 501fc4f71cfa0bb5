package dev.almanac.cli.preview;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Tells when a file below a folder is added, changed or deleted. The system's own notice makes it
 * quick; the times and sizes of the files decide, so that it works on network drives, too, which
 * give no notice. Used by one thread.
 */
public final class FolderWatch implements AutoCloseable {

  /** How often files are looked at where no notice comes. */
  private static final Duration LOOK = Duration.ofMillis(400);

  /** Editors write a file in several steps; it is read once they are done. */
  private static final Duration SETTLE = Duration.ofMillis(30);

  private static final int MOST_FILES = 20_000;

  private final Path folder;
  private final WatchService notices;
  private Map<Path, Stamp> known;

  /**
   * Begins to watch.
   *
   * @throws IOException if the system lets nothing be watched
   */
  public FolderWatch(Path folder) throws IOException {
    this.folder = requireNonNull(folder, "folder is null");
    this.notices = folder.getFileSystem().newWatchService();
    this.known = look();
  }

  private record Stamp(long modified, long size) {}

  /**
   * Waits for a change.
   *
   * @return whether there was one in that time
   * @throws InterruptedException if the thread was interrupted
   */
  public boolean await(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    do {
      long left = Math.max(1, (deadline - System.nanoTime()) / 1_000_000);
      WatchKey key = notices.poll(Math.min(left, LOOK.toMillis()), TimeUnit.MILLISECONDS);
      if (key != null) {
        key.pollEvents();
        key.reset();
      }
      Map<Path, Stamp> now = look();
      if (!now.equals(known)) {
        known = settled(now);
        return true;
      }
    } while (System.nanoTime() < deadline);
    return false;
  }

  private Map<Path, Stamp> settled(Map<Path, Stamp> first) throws InterruptedException {
    Map<Path, Stamp> before = first;
    while (true) {
      Thread.sleep(SETTLE.toMillis());
      Map<Path, Stamp> now = look();
      if (now.equals(before)) {
        return now;
      }
      before = now;
    }
  }

  private Map<Path, Stamp> look() {
    Map<Path, Stamp> seen = new HashMap<>();
    try {
      Files.walkFileTree(folder, new Looking(seen));
    } catch (IOException exception) {
      throw new UncheckedIOException("Cannot look into " + folder, exception);
    }
    return seen;
  }

  @Override
  public void close() throws IOException {
    notices.close();
  }

  /** Notes files, and asks for notice of each folder. */
  private final class Looking extends SimpleFileVisitor<Path> {

    private final Map<Path, Stamp> seen;

    Looking(Map<Path, Stamp> seen) {
      this.seen = seen;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes)
        throws IOException {
      if (!visited.equals(folder) && isHidden(visited)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      // Asking again for a folder that is watched already changes nothing.
      visited.register(
          notices,
          StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY,
          StandardWatchEventKinds.ENTRY_DELETE);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!isHidden(file)) {
        seen.put(file, new Stamp(attributes.lastModifiedTime().toMillis(), attributes.size()));
      }
      return seen.size() < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException exception) {
      // It was deleted while the folder was read.
      return FileVisitResult.CONTINUE;
    }

    /** What editors leave beside the files they write. */
    private static boolean isHidden(Path path) {
      String name = String.valueOf(path.getFileName());
      return name.startsWith(".") || name.endsWith("~") || name.endsWith(".swp");
    }
  }
}
