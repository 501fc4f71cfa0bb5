package dev.almanac.analyses;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Keeps scopes that are computed at the same time within the heap: each takes a share that grows
 * with its runs, and waits until there is one. The largest scopes so run alone.
 */
final class HeapShares {

  /** The part of the heap that kernels may fill, in percent; the rest is for rows and results. */
  private static final int PERCENT = 60;

  /** What a scope takes at least, in KiB: its buffers. */
  private static final int BASE = 8 << 10;

  /** What each run takes, in KiB: a sensitivity over 20 params holds about this much. */
  private static final int PER_RUN = 4;

  private final int total;
  private final Semaphore free;

  HeapShares(long heapBytes) {
    this.total =
        (int) Math.max(BASE, Math.min(Integer.MAX_VALUE, heapBytes / 1024 / 100 * PERCENT));
    this.free = new Semaphore(total, true);
  }

  static HeapShares ofThisProcess() {
    return new HeapShares(Runtime.getRuntime().maxMemory());
  }

  /** Returns the share of a scope, in KiB. */
  int share(Scope scope) {
    return (int) Math.min(total, BASE + Math.max(0, scope.runs()) * PER_RUN);
  }

  /** Runs a computation once there is a share for it. */
  <T> T with(Scope scope, Supplier<T> computation) {
    int share = share(scope);
    try {
      free.acquire(share);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Cancelled before it began", exception);
    }
    try {
      return computation.get();
    } finally {
      free.release(share);
    }
  }
}
