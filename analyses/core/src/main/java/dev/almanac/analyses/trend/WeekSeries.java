package dev.almanac.analyses.trend;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A series over weeks, with a place for every week that it has a value of.
 *
 * @param id which series
 * @param points its points by week, ascending
 */
record WeekSeries(Id id, List<Point> points) {

  /**
   * Names a series.
   *
   * @param metricKey its metric, or null for series of the whole project
   * @param name as column {@code series} holds it
   * @param unit of its values
   * @param better 1 if rising is better, -1 if falling is, 0 if neither
   * @param primary whether the project is judged by the metric
   */
  record Id(@Nullable String metricKey, String name, String unit, int better, boolean primary) {}

  /**
   * One week.
   *
   * @param monday its first day
   * @param n runs that the value rests on
   * @param value the value; NaN where too few runs have one
   * @param low lower end of its 95 % interval, or NaN
   * @param high upper end of it, or NaN
   */
  record Point(LocalDate monday, long n, double value, double low, double high) {

    /** A value without an interval. */
    static Point of(LocalDate monday, long n, double value) {
      return new Point(monday, n, value, Double.NaN, Double.NaN);
    }
  }

  WeekSeries {
    points = List.copyOf(points);
  }

  /** Returns the series without the points of partial weeks and those without a value. */
  WeekSeries tested(TrendInput input) {
    List<Point> kept = new ArrayList<>();
    for (Point point : points) {
      if (!Double.isNaN(point.value) && !input.isPartial(point.monday)) {
        kept.add(point);
      }
    }
    return new WeekSeries(id, kept);
  }

  /** Returns the number of each week: how many weeks it is after the first. */
  double[] weeks() {
    return points.stream()
        .mapToDouble(point -> (point.monday.toEpochDay() - points.get(0).monday.toEpochDay()) / 7.0)
        .toArray();
  }

  /** Returns the values. */
  double[] values() {
    return points.stream().mapToDouble(Point::value).toArray();
  }

  /** Returns {@code improving} or {@code worsening} for a movement, null where neither is known. */
  @Nullable String outlook(double movement) {
    if (id.better == 0 || movement == 0) {
      return null;
    }
    return movement * id.better > 0 ? "improving" : "worsening";
  }
}
