package dev.almanac.warehouse.commit;

import dev.almanac.warehouse.WarehouseException;
import dev.almanac.warehouse.WarehouseException.Reason;
import dev.almanac.warehouse.write.StorageFailures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The right to write to a warehouse: a lock of the operating system on a file, which ends with the
 * process whatever ends it. The file names the holder, for others to say.
 */
public final class WriterLock implements AutoCloseable {

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final FileChannel channel;
  private final FileLock lock;

  private WriterLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Waits for the right to write.
   *
   * @param what what the holder does, for others that wait
   * @param since when the holder began
   * @param waiting is told once who holds the lock
   * @throws WarehouseException if it is held for longer than the timeout
   */
  public static WriterLock acquire(
      Path file, String what, Instant since, Duration timeout, Consumer<String> waiting) {
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = await(channel, file, timeout, waiting);
      if (lock == null) {
        channel.close();
        throw new WarehouseException(
            Reason.HELD,
            "Cannot write to the warehouse "
                + file.getParent()
                + ": "
                + holder(file)
                + " holds it. Wait for it to end, or end it.",
            null);
      }
      state(channel, what, since);
      return new WriterLock(channel, lock);
    } catch (IOException exception) {
      throw StorageFailures.of("Cannot lock " + file, exception);
    }
  }

  private static @Nullable FileLock await(
      FileChannel channel, Path file, Duration timeout, Consumer<String> waiting)
      throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    boolean told = false;
    while (true) {
      FileLock lock = tryLock(channel);
      if (lock != null || System.nanoTime() - deadline >= 0) {
        return lock;
      }
      if (!told) {
        waiting.accept(holder(file));
        told = true;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException exception) {
      // Held by another thread of this very process.
      return null;
    }
  }

  private static void state(FileChannel channel, String what, Instant since) throws IOException {
    String text =
        "process "
            + ProcessHandle.current().pid()
            + " ("
            + what
            + ", since "
            + since.truncatedTo(ChronoUnit.SECONDS)
            + ")";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static String holder(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? "another process" : text;
    } catch (IOException exception) {
      return "another process";
    }
  }

  @Override
  public void close() {
    try {
      channel.truncate(0);
      lock.release();
      channel.close();
    } catch (IOException exception) {
      throw StorageFailures.of("Cannot unlock the warehouse", exception);
    }
  }
}
