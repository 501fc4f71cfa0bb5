package dev.almanac.analyses.convergence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The points of one metric of one run, as logged and in the order logged.
 *
 * @param steps any 64-bit integers
 * @param seconds when each was logged, in seconds of any epoch; NaN where unknown
 * @param values as logged, NaN and infinities included
 */
@SuppressWarnings("ArrayRecordComponent") // read-only by contract; copies would double the memory
public record LoggedPoints(long[] steps, double[] seconds, double[] values) {

  private static final double NANOS = 1e-9;

  /** Checks that there is at least one point and that the arrays are of one length. */
  public LoggedPoints {
    if (values.length == 0 || steps.length != values.length || seconds.length != values.length) {
      throw new IllegalArgumentException(
          "Cannot make a curve of "
              + steps.length
              + " steps, "
              + seconds.length
              + " times and "
              + values.length
              + " values");
    }
  }

  /** Returns times in seconds since 1970; NaN where unknown. */
  public static double[] seconds(@Nullable Instant[] times) {
    double[] seconds = new double[times.length];
    for (int index = 0; index < times.length; index++) {
      Instant time = times[index];
      seconds[index] = time == null ? Double.NaN : time.getEpochSecond() + NANOS * time.getNano();
    }
    return seconds;
  }

  /** Returns the number of points, at least 1. */
  public int size() {
    return values.length;
  }
}
