package dev.almanac.analyses;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has an engine compute many scopes at the same time, and hands the results over in the order of
 * the scopes, so that whatever is done with them does not depend on which was ready first.
 */
final class ScopeFanOut {

  /** Results that may wait for one before them, per thread. */
  private static final int AHEAD = 8;

  private static final long POLL_MILLIS = 100;

  private final AnalysisEngine engine;
  private final Clock clock;
  private final BooleanSupplier goOn;
  private final HeapShares shares;

  /**
   * Creates a fan-out.
   *
   * @param goOn asked while it waits; once it says no, nothing new is begun
   */
  ScopeFanOut(AnalysisEngine engine, Clock clock, BooleanSupplier goOn) {
    this.engine = engine;
    this.clock = clock;
    this.goOn = goOn;
    this.shares = HeapShares.ofThisProcess();
  }

  /**
   * A result with its time.
   *
   * @param computedAt when the computation began
   * @param millis how long it took
   */
  record Timed(ScopeResult result, Instant computedAt, long millis) {}

  /** Takes in the results, one after another. */
  interface Receiver {
    /** Takes in the result of the scope at an index. */
    void accept(int index, Timed result);
  }

  /**
   * Computes all scopes.
   *
   * @return how many of them the receiver got: all, or those before it was told to stop
   */
  int run(Analysis analysis, List<ScopeTask> tasks, Receiver receiver) {
    return engine.parallelism() == 1
        ? oneByOne(analysis, tasks, receiver)
        : together(analysis, tasks, receiver);
  }

  private int oneByOne(Analysis analysis, List<ScopeTask> tasks, Receiver receiver) {
    for (int index = 0; index < tasks.size(); index++) {
      if (!goOn.getAsBoolean()) {
        return index;
      }
      receiver.accept(index, compute(analysis, tasks.get(index)));
    }
    return tasks.size();
  }

  private int together(Analysis analysis, List<ScopeTask> tasks, Receiver receiver) {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.min(engine.parallelism(), Math.max(1, tasks.size())), ScopeFanOut::daemon);
    try {
      Deque<Future<Timed>> ahead = new ArrayDeque<>();
      Iterator<ScopeTask> rest = tasks.iterator();
      int done = 0;
      while (done < tasks.size()) {
        while (rest.hasNext() && ahead.size() < engine.parallelism() * AHEAD) {
          ScopeTask next = rest.next();
          ahead.add(pool.submit(() -> shares.with(next.scope(), () -> compute(analysis, next))));
        }
        Timed result = await(ahead.remove());
        if (result == null) {
          return done;
        }
        receiver.accept(done, result);
        done++;
      }
      return done;
    } finally {
      pool.shutdownNow();
    }
  }

  private Timed compute(Analysis analysis, ScopeTask task) {
    Instant started = clock.instant();
    ScopeResult result = engine.compute(analysis, task);
    return new Timed(result, started, clock.instant().toEpochMilli() - started.toEpochMilli());
  }

  /** Returns the result, or null if it is no longer wanted. */
  private @Nullable Timed await(Future<Timed> future) {
    while (goOn.getAsBoolean()) {
      try {
        return future.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException exception) {
        // Asks again whether it is still wanted.
      } catch (InterruptedException exception) {
        Thread.currentThread().interrupt();
        return null;
      } catch (ExecutionException exception) {
        Throwable cause = exception.getCause();
        if (cause instanceof Error error) {
          throw error;
        }
        throw cause instanceof RuntimeException runtime
            ? runtime
            : new IllegalStateException(cause);
      }
    }
    return null;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "almanac-scope");
    // A cancelled run does not wait for what it no longer wants.
    thread.setDaemon(true);
    return thread;
  }
}
