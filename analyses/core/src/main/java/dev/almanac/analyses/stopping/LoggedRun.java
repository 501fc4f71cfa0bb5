package dev.almanac.analyses.stopping;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run as it was logged; "lower is better".
 *
 * @param runKey the run
 * @param group its sweep or study, if it is in one
 * @param natural whether it ended by itself, so that its end is known
 * @param startedAt seconds of any epoch; NaN if unknown
 * @param x strictly rising
 * @param y one for each x; infinite where the value was not finite
 * @param gpus GPUs that it had; NaN if unknown
 * @param seconds when each was logged, never falling; NaN if unknown
 */
@SuppressWarnings("ArrayRecordComponent") // read-only by contract
record LoggedRun(
    String runKey,
    @Nullable String group,
    boolean natural,
    double startedAt,
    double gpus,
    double[] x,
    double[] y,
    double[] seconds) {

  private static final double FINAL_SHARE = 0.05;

  double lastX() {
    return x[x.length - 1];
  }

  /** Returns how far it went: to its last x and one step more for the first one. */
  double length() {
    if (x.length == 1) {
      return 1;
    }
    double[] steps = new double[x.length - 1];
    for (int index = 1; index < x.length; index++) {
      steps[index - 1] = x[index] - x[index - 1];
    }
    Arrays.sort(steps);
    return lastX() - x[0] + steps[steps.length / 2];
  }

  /** Returns what it came to: the median of the last 5 % of its points, at least one. */
  double finalLevel() {
    int tail = Math.max(1, (int) (FINAL_SHARE * y.length));
    double[] end = Arrays.copyOfRange(y, y.length - tail, y.length);
    Arrays.sort(end);
    return end[tail / 2];
  }

  /** Tells whether the times of its points are known. */
  boolean timed() {
    return !Double.isNaN(seconds[0]) && !Double.isNaN(seconds[seconds.length - 1]);
  }
}
