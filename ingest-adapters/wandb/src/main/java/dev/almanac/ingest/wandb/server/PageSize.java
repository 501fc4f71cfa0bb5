package dev.almanac.ingest.wandb.server;

/** How much is asked for at once: less after failures, more after successes. */
final class PageSize {

  private final long least;
  private final long most;
  private long size;
  private int successes;

  PageSize(long least, long first, long most) {
    this.least = least;
    this.most = most;
    this.size = Math.max(least, Math.min(most, first));
  }

  long now() {
    return size;
  }

  boolean isLeast() {
    return size <= least;
  }

  void halve() {
    size = Math.max(least, size / 2);
    successes = 0;
  }

  /** Doubles the size after some successes, for what failed once fails again if tried at once. */
  void grow() {
    successes++;
    if (successes >= 4) {
      successes = 0;
      size = Math.min(most, 2 * size);
    }
  }

  /** Sets another size within the bounds. */
  void become(long wanted) {
    size = Math.max(least, Math.min(most, wanted));
  }
}
