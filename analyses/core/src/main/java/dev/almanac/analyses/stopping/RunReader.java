package dev.almanac.analyses.stopping;

import static java.util.Objects.requireNonNull;

import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.convergence.Curve;
import dev.almanac.analyses.convergence.CurveCleaning;
import dev.almanac.analyses.convergence.LoggedPoints;
import java.util.Arrays;
import java.util.Optional;

/** Reads runs from the rows of the input, "lower is better". */
final class RunReader {

  /** More points than this decide no better. */
  private static final int MOST_POINTS = 2_000;

  private final double sign;

  RunReader(double sign) {
    this.sign = sign;
  }

  /** Returns a run; empty if it is deleted or has no finite value. */
  Optional<LoggedRun> read(RowGroup group) {
    int size = group.size();
    if (group.integers("deleted")[0] != 0 || size == 1) {
      return Optional.empty();
    }
    double[] seconds = LoggedPoints.seconds(group.instants("at"));
    Curve curve =
        CurveCleaning.clean(
            new LoggedPoints(
                Arrays.copyOfRange(group.integers("step"), 1, size),
                Arrays.copyOfRange(seconds, 1, size),
                Arrays.copyOfRange(group.numbers("value"), 1, size)));
    if (curve.size() == 0) {
      return Optional.empty();
    }
    return Optional.of(run(group, curve, seconds));
  }

  private LoggedRun run(RowGroup group, Curve curve, double[] seconds) {
    int count = curve.size() + curve.nonFiniteX().length;
    double[] x = Arrays.copyOf(curve.x(), count);
    System.arraycopy(curve.nonFiniteX(), 0, x, curve.size(), curve.nonFiniteX().length);
    Arrays.sort(x);
    double[] y = new double[count];
    for (int index = 0; index < count; index++) {
      int found = Arrays.binarySearch(curve.x(), x[index]);
      // A value that is not finite is the worst there is.
      y[index] = found >= 0 ? sign * curve.y()[found] : Double.POSITIVE_INFINITY;
    }
    double[] times = times(group.integers("step"), seconds, curve, x);
    double[] thinX = thin(x);
    return new LoggedRun(
        requireNonNull(group.text("run_key"), "row without run"),
        group.text("group_name"),
        "finished".equals(group.text("status")),
        seconds[0],
        group.numbers("devices")[0],
        thinX,
        thin(y),
        thin(times));
  }

  /** Returns the time at which each x was logged last, never falling; all NaN if one is unknown. */
  private static double[] times(long[] steps, double[] seconds, Curve curve, double[] x) {
    double[] times = new double[x.length];
    Arrays.fill(times, Double.NaN);
    for (int row = 1; row < steps.length; row++) {
      double at =
          switch (curve.axis()) {
            case STEP -> steps[row];
            case TIME -> seconds[row] - seconds[1];
            case ORDINAL -> row - 1;
          };
      int found = Arrays.binarySearch(x, at);
      if (found >= 0) {
        times[found] = seconds[row];
      }
    }
    double latest = Double.NEGATIVE_INFINITY;
    for (int index = 0; index < times.length; index++) {
      if (Double.isNaN(times[index])) {
        Arrays.fill(times, Double.NaN);
        return times;
      }
      latest = Math.max(latest, times[index]);
      times[index] = latest;
    }
    return times;
  }

  /** Keeps the last of each stretch of a long curve. */
  private static double[] thin(double[] values) {
    if (values.length <= MOST_POINTS) {
      return values;
    }
    double[] kept = new double[MOST_POINTS];
    for (int index = 0; index < MOST_POINTS; index++) {
      kept[index] = values[(int) ((long) (index + 1) * values.length / MOST_POINTS) - 1];
    }
    return kept;
  }
}
