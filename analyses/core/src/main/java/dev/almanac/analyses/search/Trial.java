package dev.almanac.analyses.search;

import java.util.Comparator;

/**
 * One run as a step of a search.
 *
 * @param key the run
 * @param start when it began, in milliseconds; 0 if unknown
 * @param seconds how long it ran; NaN if unknown
 * @param status how it ended
 * @param value what it is judged by, NaN unless it finished with a finite value
 * @param row its row in the table of its sweep's params
 * @param seed its seed as logged, empty if it logged none
 */
record Trial(
    String key, long start, double seconds, String status, double value, int row, String seed) {

  /** By their keys' numbers. */
  static final Comparator<Trial> BY_KEY = Comparator.comparing(Trial::key, NaturalOrder.INSTANCE);

  /** In the order of their beginning, those without one last; those of one moment by their keys. */
  static final Comparator<Trial> BY_START =
      Comparator.comparingLong((Trial trial) -> trial.start() == 0 ? Long.MAX_VALUE : trial.start())
          .thenComparing(BY_KEY);

  /** Tell whether it has a value. */
  boolean isUsed() {
    return !Double.isNaN(value);
  }
}
