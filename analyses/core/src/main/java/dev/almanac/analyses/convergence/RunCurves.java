package dev.almanac.analyses.convergence;

import static java.util.Objects.requireNonNull;

import dev.almanac.analyses.RowGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one run: a first row about the run, then the points of the metric, then those of its
 * training counterpart.
 *
 * @param runKey the run
 * @param finished whether it ended by itself
 * @param deleted whether it is deleted, and then without points
 * @param endedAt when it ended, or the best guess; null if nothing is known
 * @param pointsLogged points of the metric in the warehouse
 * @param points the points that were read; empty for a deleted run
 * @param train points of the training counterpart, if there are any
 * @param trainKey its key
 * @param seconds from the first point to the last; NaN if unknown
 * @param devices how many GPUs the run had; NaN if unknown
 */
record RunCurves(
    String runKey,
    boolean finished,
    boolean deleted,
    @Nullable Instant endedAt,
    long pointsLogged,
    Optional<LoggedPoints> points,
    Optional<LoggedPoints> train,
    @Nullable String trainKey,
    double seconds,
    double devices) {

  private static final int METRIC = 1;
  private static final int TRAIN = 2;

  static RunCurves of(RowGroup group) {
    long[] parts = group.integers("part");
    Optional<LoggedPoints> train = points(group, parts, TRAIN);
    return new RunCurves(
        requireNonNull(group.text("run_key"), "row without run"),
        "finished".equals(group.text("status")),
        group.integers("deleted")[0] != 0,
        group.instants("at")[0],
        group.integers("points")[0],
        points(group, parts, METRIC),
        train,
        train.isPresent() ? group.text("train_key") : null,
        seconds(group),
        group.numbers("devices")[0]);
  }

  private static double seconds(RowGroup group) {
    Instant first = group.instants("first_at")[0];
    Instant last = group.instants("last_at")[0];
    return first == null || last == null
        ? Double.NaN
        : Duration.between(first, last).toMillis() / 1000.0;
  }

  private static Optional<LoggedPoints> points(RowGroup group, long[] parts, int part) {
    int from = first(parts, part);
    int to = first(parts, part + 1);
    if (from == to) {
      return Optional.empty();
    }
    return Optional.of(
        new LoggedPoints(
            Arrays.copyOfRange(group.integers("step"), from, to),
            LoggedPoints.seconds(Arrays.copyOfRange(group.instants("at"), from, to)),
            Arrays.copyOfRange(group.numbers("value"), from, to)));
  }

  private static int first(long[] parts, int part) {
    int index = 0;
    while (index < parts.length && parts[index] < part) {
      index++;
    }
    return index;
  }
}
