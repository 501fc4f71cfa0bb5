package dev.almanac.analyses.live;

import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.convergence.Curve;
import dev.almanac.analyses.convergence.CurveCleaning;
import dev.almanac.analyses.convergence.LoggedPoints;
import dev.almanac.analyses.direction.Direction;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run that calls itself running, as {@code live_input.sql} yields it.
 *
 * @param startedAt when it began, or null
 * @param lastSign when it was last heard of, in seconds of the epoch; NaN if never
 * @param signName what that was
 * @param lookedAt when its source was last looked at, or null
 * @param times times of its points, in seconds
 * @param metricKey the metric that it is judged by, or null if it logged none
 * @param curve that metric's points, empty if there are none
 * @param past ended runs that got as far
 * @param brokenLoss a metric to be minimised whose last value is not finite, or null
 * @param brokenOther another metric whose last value is not finite, or null
 */
@SuppressWarnings("ArrayRecordComponent") // read-only by contract; copies would double the memory
record RunningRun(
    String runKey,
    String name,
    String tracker,
    String source,
    @Nullable Instant startedAt,
    double lastSign,
    String signName,
    @Nullable Instant lookedAt,
    double[] times,
    @Nullable String metricKey,
    Direction direction,
    Optional<Curve> curve,
    List<PastRun> past,
    @Nullable String brokenLoss,
    @Nullable String brokenOther) {

  private static final double NANOS = 1e9;

  static RunningRun of(RowGroup group) {
    Rows rows = new Rows(group);
    Instant started = group.instants("started_at")[0];
    Instant anyPoint = group.instants("seen_at")[0];
    Instant userPoint = group.instants("point_at")[0];
    double sign = seconds(started);
    String signName = "sign, its start,";
    double point = seconds(anyPoint);
    if (!Double.isNaN(point) && !(point < sign)) {
      sign = point;
      signName = Objects.equals(anyPoint, userPoint) ? "point" : "system metric";
    }
    double beat = instant(group.text("beat"));
    if (!Double.isNaN(beat) && !(beat < sign)) {
      sign = beat;
      signName = "heartbeat";
    }
    return new RunningRun(
        Objects.requireNonNull(group.text("run_key"), "run without key"),
        Objects.requireNonNullElse(group.text("name"), ""),
        Objects.requireNonNullElse(group.text("tracker"), ""),
        Objects.requireNonNullElse(group.text("source"), ""),
        started,
        sign,
        signName,
        later(group.instants("looked_at")[0], group.instants("synced_at")[0]),
        rows.times(),
        group.text("metric_key"),
        Direction.ofWord(group.text("direction")),
        rows.curve(),
        rows.past(),
        group.text("broken_loss"),
        group.text("broken_other"));
  }

  static double seconds(@Nullable Instant instant) {
    return instant == null ? Double.NaN : instant.getEpochSecond() + instant.getNano() / NANOS;
  }

  private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isAfter(b) ? a : b;
  }

  /** Returns a heartbeat in seconds, UTC where it names no zone; NaN if it is no time. */
  private static double instant(@Nullable String text) {
    if (text == null) {
      return Double.NaN;
    }
    String iso = text.strip().replace(' ', 'T');
    try {
      return iso.endsWith("Z")
          ? seconds(Instant.parse(iso))
          : seconds(LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException noTime) {
      return Double.NaN;
    }
  }

  /** The parts of the group. */
  private static final class Rows {
    private final long[] part;
    private final long[] step;
    private final @Nullable Instant[] at;
    private final double[] value;
    private final double[] finalValue;

    Rows(RowGroup group) {
      part = group.integers("part");
      step = group.integers("step");
      at = group.instants("seen_at");
      value = group.numbers("value");
      finalValue = group.numbers("final_value");
    }

    double[] times() {
      List<Double> times = new ArrayList<>();
      for (int row = 0; row < part.length; row++) {
        if (part[row] == 1) {
          times.add(seconds(at[row]));
        }
      }
      return times.stream().mapToDouble(Double::doubleValue).toArray();
    }

    Optional<Curve> curve() {
      int from = 0;
      while (from < part.length && part[from] < 2) {
        from++;
      }
      int to = from;
      while (to < part.length && part[to] == 2) {
        to++;
      }
      if (from == to) {
        return Optional.empty();
      }
      long[] steps = new long[to - from];
      double[] seconds = new double[to - from];
      double[] values = new double[to - from];
      for (int row = from; row < to; row++) {
        steps[row - from] = step[row];
        seconds[row - from] = seconds(at[row]);
        values[row - from] = value[row];
      }
      return Optional.of(CurveCleaning.clean(new LoggedPoints(steps, seconds, values)));
    }

    List<PastRun> past() {
      List<PastRun> past = new ArrayList<>();
      for (int row = 0; row < part.length; row++) {
        if (part[row] == 3) {
          past.add(new PastRun(value[row], finalValue[row], step[row]));
        }
      }
      return past;
    }
  }
}
