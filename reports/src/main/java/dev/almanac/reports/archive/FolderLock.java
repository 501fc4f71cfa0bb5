package dev.almanac.reports.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A lock of the operating system on a file: it ends with the process, whatever ends that. */
public final class FolderLock implements AutoCloseable {

  private static final long POLL_NANOS = 20_000_000L;

  private final FileChannel channel;
  private final FileLock lock;

  private FolderLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Waits for the lock.
   *
   * @throws IOException if the file cannot be made, or another holds the lock for too long
   */
  public static FolderLock acquire(Path file, Duration patience) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        FileLock lock = tryLock(channel);
        if (lock != null) {
          return new FolderLock(channel, lock);
        }
        if (System.nanoTime() - deadline >= 0) {
          throw new IOException(
              "Cannot lock "
                  + file
                  + ": another process has held it for "
                  + patience.toSeconds()
                  + " s");
        }
        LockSupport.parkNanos(POLL_NANOS);
      }
    } catch (IOException exception) {
      channel.close();
      throw exception;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException exception) {
      // Held by another thread of this process.
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
