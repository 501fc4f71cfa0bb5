package dev.almanac.cli.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets work that was interrupted (Ctrl-C, SIGTERM) come to a clean end before the process does: the
 * work asks {@link #goOn()} now and then, and the end of the process waits for it.
 */
public final class Interruption implements AutoCloseable {

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook;
  private final CountDownLatch interrupted = new CountDownLatch(1);

  /**
   * Begins to listen.
   *
   * @param patience how long the process waits for the work to end
   */
  public Interruption(Duration patience) {
    this.hook =
        new Thread(
            () -> {
              interrupted.countDown();
              try {
                finished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
              } catch (InterruptedException exception) {
                Thread.currentThread().interrupt();
              }
            },
            "almanac-interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Tells whether nobody has interrupted the work. */
  public boolean goOn() {
    return interrupted.getCount() > 0;
  }

  /**
   * Waits, unless somebody interrupts the work.
   *
   * @return whether nobody did
   */
  public boolean pause(Duration duration) {
    try {
      return !interrupted.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Says that the work has ended. */
  @Override
  public void close() {
    finished.countDown();
    if (goOn()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException exception) {
        // The process is ending at this very moment; the hook finds the work finished.
        interrupted.countDown();
      }
    }
  }
}
