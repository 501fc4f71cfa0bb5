package dev.almanac.ingest.read.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An answer's body that is closed if nothing comes for too long. The timeout of the JDK's client
 * ends where a body begins.
 */
final class WatchedBody extends FilterInputStream {

  private static final ScheduledThreadPoolExecutor WATCH = watch();

  private final Duration patience;
  private final ScheduledFuture<?> look;
  private volatile long waitingSince;
  private volatile boolean waiting;
  private volatile boolean givenUp;

  WatchedBody(InputStream body, Duration patience) {
    super(body);
    this.patience = patience;
    long half = Math.max(1, patience.toMillis() / 2);
    this.look = WATCH.scheduleWithFixedDelay(this::look, half, half, TimeUnit.MILLISECONDS);
  }

  private static ScheduledThreadPoolExecutor watch() {
    ScheduledThreadPoolExecutor watch =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "almanac-http-watch");
              thread.setDaemon(true);
              return thread;
            });
    watch.setRemoveOnCancelPolicy(true);
    return watch;
  }

  private void look() {
    if (waiting && System.nanoTime() - waitingSince > patience.toNanos()) {
      givenUp = true;
      look.cancel(false);
      try {
        in.close();
      } catch (IOException closed) {
        // The reader gets an exception of its own.
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    waitingSince = System.nanoTime();
    waiting = true;
    try {
      int count = in.read(target, from, length);
      if (count < 0 && givenUp) {
        throw gaveUp(null);
      }
      return count;
    } catch (IOException failed) {
      throw givenUp ? gaveUp(failed) : failed;
    } finally {
      waiting = false;
    }
  }

  private IOException gaveUp(@Nullable IOException cause) {
    return new IOException("nothing came for " + patience.toMillis() + " ms", cause);
  }

  @Override
  public void close() throws IOException {
    look.cancel(false);
    super.close();
  }
}
