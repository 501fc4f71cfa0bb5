package dev.almanac.ingest.wandb.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What goes wrong at the stand-in, and what it does otherwise than the newest server. */
final class StandInFaults {

  /** Lasting habits of some servers. */
  enum Habit {
    /** {@code "NaN"} and {@code "Infinity"} as texts in history. */
    NON_FINITE_AS_TEXT,
    /** {@code sizeBytes} as text. */
    SIZES_AS_TEXT,
    /** {@code historyLineCount} and {@code _step} of live data as texts. */
    COUNTS_AS_TEXT,
    /** An old server, which knows neither parquet nor counts of events and files. */
    OLD_SCHEMA,
    /** Times without {@code Z}. */
    TIMES_WITHOUT_ZONE,
    /** Pages of runs that hold more than {@value #MOST_RUNS} runs fail with 502. */
    SMALL_RUN_PAGES,
    /** Pages of history that hold more than {@value #MOST_STEPS} steps fail with 500. */
    SMALL_HISTORY_PAGES
  }

  /** Bound of {@link Habit#SMALL_RUN_PAGES}. */
  static final int MOST_RUNS = 3;

  /** Bound of {@link Habit#SMALL_HISTORY_PAGES}. */
  static final long MOST_STEPS = 700;

  /**
   * One failing answer.
   *
   * @param status status; 0 drops the connection in mid-body
   * @param headers headers
   * @param body body
   */
  record Fault(int status, Map<String, String> headers, String body) {}

  private final Deque<Fault> next = new ArrayDeque<>();
  private final Set<Habit> habits = EnumSet.noneOf(Habit.class);

  synchronized void then(Fault fault) {
    next.add(fault);
  }

  synchronized @Nullable Fault take() {
    return next.poll();
  }

  synchronized void adopt(Habit habit) {
    habits.add(habit);
  }

  synchronized boolean has(Habit habit) {
    return habits.contains(habit);
  }
}
