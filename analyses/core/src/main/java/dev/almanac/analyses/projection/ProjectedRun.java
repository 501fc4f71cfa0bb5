package dev.almanac.analyses.projection;

import static java.util.Objects.requireNonNull;

import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.convergence.Curve;
import dev.almanac.analyses.convergence.CurveCleaning;
import dev.almanac.analyses.convergence.LoggedPoints;
import dev.almanac.analyses.convergence.Thinning;
import dev.almanac.analyses.convergence.XAxis;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run as the forecasts see it.
 *
 * @param runKey the run
 * @param finished whether it ended by itself
 * @param axis what x is
 * @param x strictly rising, at most 2,000
 * @param y finite, one for each x
 * @param declared params that may say how long the run is to be, by key
 * @param pointsRead whether all points of the warehouse were read
 */
@SuppressWarnings("ArrayRecordComponent") // read-only by contract
record ProjectedRun(
    String runKey,
    boolean finished,
    XAxis axis,
    double[] x,
    double[] y,
    Map<String, Double> declared,
    boolean pointsRead) {

  /** More points than this show the same shape. */
  private static final int MOST_POINTS = 2_000;

  private static final int METRIC = 1;
  private static final int DECLARED = 2;
  private static final double FINAL_SHARE = 0.05;

  /** Reads the rows of a run; empty if it is deleted or has no finite value. */
  static Optional<ProjectedRun> of(RowGroup group) {
    long[] parts = group.integers("part");
    int from = first(parts, METRIC);
    int to = first(parts, DECLARED);
    if (group.integers("deleted")[0] != 0 || from == to) {
      return Optional.empty();
    }
    Curve curve = CurveCleaning.clean(points(group, from, to));
    if (curve.size() == 0) {
      return Optional.empty();
    }
    Thinning thin = Thinning.of(curve.x(), curve.y(), 0, curve.size(), MOST_POINTS);
    if (curve.size() > MOST_POINTS) {
      // So that the run's length stays what it was.
      thin.x()[MOST_POINTS - 1] = curve.x()[curve.size() - 1];
    }
    return Optional.of(
        new ProjectedRun(
            requireNonNull(group.text("run_key"), "row without run"),
            "finished".equals(group.text("status")),
            curve.axis(),
            thin.x(),
            thin.y(),
            declared(group, parts),
            group.integers("points")[0] <= curve.pointsLogged()));
  }

  double lastX() {
    return x[x.length - 1];
  }

  /** Returns the level at the end: the median of the last 5 % of the points, at least one. */
  double finalLevel() {
    int tail = Math.max(1, (int) (FINAL_SHARE * y.length));
    double[] end = Arrays.copyOfRange(y, y.length - tail, y.length);
    Arrays.sort(end);
    return (end[(tail - 1) / 2] + end[tail / 2]) / 2;
  }

  /** Returns how many points lie within a share of the way. */
  int pointsWithin(double share) {
    double limit = x[0] + share * (lastX() - x[0]);
    int found = Arrays.binarySearch(x, limit);
    return found >= 0 ? found + 1 : -found - 1;
  }

  private static LoggedPoints points(RowGroup group, int from, int to) {
    return new LoggedPoints(
        Arrays.copyOfRange(group.integers("step"), from, to),
        LoggedPoints.seconds(Arrays.copyOfRange(group.instants("at"), from, to)),
        Arrays.copyOfRange(group.numbers("value"), from, to));
  }

  private static Map<String, Double> declared(RowGroup group, long[] parts) {
    Map<String, Double> declared = new TreeMap<>();
    @Nullable String[] keys = group.texts("param");
    double[] values = group.numbers("value");
    for (int index = first(parts, DECLARED); index < parts.length; index++) {
      declared.put(requireNonNull(keys[index], "param without key"), values[index]);
    }
    return declared;
  }

  private static int first(long[] parts, int part) {
    int index = 0;
    while (index < parts.length && parts[index] < part) {
      index++;
    }
    return index;
  }
}
