package dev.almanac.warehouse.query;

import java.lang.management.ManagementFactory;

/**
 * How much of the machine an instance of DuckDB takes. Each of its threads wants memory of its own:
 * a query of many parts that runs on two in 320 MiB finds no room there on sixteen.
 *
 * @param memoryBytes memory before it spills
 * @param threads its threads
 */
public record DuckDbShare(long memoryBytes, int threads) {

  /** Threads that share one memory limit: on two, every analysis was seen to fit. */
  private static final int THREADS_A_LIMIT = 2;

  /** Checks the values. */
  public DuckDbShare {
    if (memoryBytes <= 0 || threads <= 0) {
      throw new IllegalArgumentException("Memory and threads must be positive");
    }
  }

  /** Returns the share for writing, which keeps to one limit whatever the machine has. */
  public static DuckDbShare forWriting(long limitBytes, int threads) {
    return new DuckDbShare(limitBytes, Math.min(threads, 2 * THREADS_A_LIMIT));
  }

  /**
   * Returns the share for reading: one more limit for each two threads, but no more than a quarter
   * of the machine's memory, and no more threads than that suffices for.
   *
   * @param machineBytes memory of the machine, or of the container
   */
  public static DuckDbShare forReading(long limitBytes, int threads, long machineBytes) {
    long limits = Math.max(1, threads / THREADS_A_LIMIT);
    long affordable = Math.max(1, machineBytes / 4 / limitBytes);
    long granted = Math.min(limits, affordable);
    return new DuckDbShare(
        limitBytes * granted, (int) Math.min(threads, Math.max(1, granted * THREADS_A_LIMIT)));
  }

  /** Returns the same on this machine. */
  public static DuckDbShare forReading(long limitBytes, int threads) {
    return forReading(limitBytes, threads, machineBytes());
  }

  private static long machineBytes() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }
}
