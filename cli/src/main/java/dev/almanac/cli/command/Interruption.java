package dev.almanac.cli.command;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Lets work that is told to end (Ctrl-C, SIGTERM, a terminal that is closed) come to a clean end
 * first: the work asks {@link #goOn()} now and then. Whoever does not want to wait for it presses
 * Ctrl-C again.
 *
 * <p>Signals are handled, rather than the end of the process waited for in a shutdown hook: once
 * that has begun, libraries can no longer be initialised, and those that were shut down at the same
 * time, so that a commit in the middle would fail.
 */
public final class Interruption implements AutoCloseable {

  private static final String CTRL_C = "INT";
  private static final List<String> SIGNALS = List.of(CTRL_C, "TERM", "HUP");

  /** What shells add to the number of the signal that ended a process. */
  private static final int BY_SIGNAL = 128;

  /** What listens now; work that calls other work that listens as well is told, too. */
  private static volatile @Nullable Interruption innermost;

  private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);
  private final Duration patience;
  private final Runnable abandoned;
  private final AtomicBoolean given = new AtomicBoolean();
  private final @Nullable Interruption outer;
  private volatile boolean leaving;
  private volatile int number;

  /**
   * Begins to listen.
   *
   * @param patience how long the process waits for the work to end
   */
  public Interruption(Duration patience) {
    this(patience, () -> {});
  }

  /**
   * Begins to listen.
   *
   * @param patience how long the process waits for the work to end
   * @param abandoned what is to be said and cleared up if the process ends before the work did
   */
  public Interruption(Duration patience, Runnable abandoned) {
    this.patience = patience;
    this.abandoned = abandoned;
    this.outer = innermost;
    innermost = this;
    SIGNALS.forEach(this::handle);
  }

  private void handle(String name) {
    try {
      Signal signal = new Signal(name);
      SignalHandler old = Signal.handle(signal, this::received);
      if (old.equals(SignalHandler.SIG_IGN)) {
        // Started by nohup, or in the background of a shell: whoever did that wants it to go on.
        Signal.handle(signal, old);
      } else {
        before.put(signal, old);
      }
    } catch (IllegalArgumentException unknown) {
      // This system has no such signal, or the JVM was told to leave it alone.
    }
  }

  /** Called by the JVM, each time in a thread of its own. */
  private void received(Signal signal) {
    boolean again = number != 0;
    number = signal.getNumber();
    interrupted.countDown();
    for (Interruption each = outer; each != null; each = each.outer) {
      each.number = signal.getNumber();
      each.interrupted.countDown();
    }
    try {
      boolean atOnce = leaving || again && signal.getName().equals(CTRL_C);
      boolean ended = finished.await(atOnce ? 0 : patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        try {
          abandon();
        } finally {
          System.exit(BY_SIGNAL + signal.getNumber());
        }
      }
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Says that the work is given up, once: when the patience is over, or when the work fails after
   * the signal, as it may because of it.
   */
  public void abandon() {
    if (!given.getAndSet(true)) {
      abandoned.run();
    }
  }

  /** Tells whether nobody has interrupted the work. */
  public boolean goOn() {
    return number == 0;
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

  /** Returns the exit code of a process that a signal ended: 130 for Ctrl-C, 143 for SIGTERM. */
  public int exitCode() {
    return number == 0 ? ExitCode.INTERRUPTED : BY_SIGNAL + number;
  }

  /** Says that what follows may be left where it stands: it only reads. */
  public void mayLeave() {
    leaving = true;
  }

  /** Says that what follows has to come to an end. */
  public void mustFinish() {
    leaving = false;
  }

  /** Says that the work has ended. */
  @Override
  public void close() {
    finished.countDown();
    before.forEach(Signal::handle);
    innermost = outer;
  }
}
