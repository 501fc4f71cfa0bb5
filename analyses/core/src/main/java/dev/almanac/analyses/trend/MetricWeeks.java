package dev.almanac.analyses.trend;

import dev.almanac.analyses.comparison.ExpectedBest;
import dev.almanac.analyses.direction.Direction;
import dev.almanac.analyses.statistics.OrderStatistics;
import dev.almanac.analyses.trend.TrendInput.Metric;
import dev.almanac.analyses.trend.TrendInput.Run;
import dev.almanac.analyses.trend.WeekSeries.Point;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The series of one metric, from the values of runs that ended well. */
final class MetricWeeks {

  /** With fewer runs a week has no median, interquartile mean or expected best. */
  private static final int LEAST_RUNS = 3;

  /** How many runs the best is expected of, if half of the weeks have as many. */
  private static final int DRAWS = 5;

  /** Quantile .975 of the standard normal distribution. */
  private static final double Z_95 = 1.959963984540054;

  private final Metric metric;
  private final Direction direction;
  private final SortedMap<LocalDate, double[]> weeks;
  private final long nonFinite;
  private final WeeklyLevels levels;
  private final int draws;

  private MetricWeeks(Metric metric, SortedMap<LocalDate, double[]> weeks, long nonFinite) {
    this.metric = metric;
    this.direction = Direction.ofWord(metric.direction());
    this.weeks = weeks;
    this.nonFinite = nonFinite;
    this.levels = WeeklyLevels.of(List.copyOf(weeks.values()));
    this.draws = draws(weeks.values());
  }

  /**
   * Sorts a metric's values into weeks.
   *
   * @param runs the runs that have a week
   */
  static MetricWeeks of(Metric metric, Map<String, Run> runs) {
    TreeMap<LocalDate, List<Double>> found = new TreeMap<>();
    long nonFinite = 0;
    for (Map.Entry<String, Double> entry : metric.values().entrySet()) {
      Run run = runs.get(entry.getKey());
      if (run != null && run.hasResult()) {
        if (Double.isNaN(entry.getValue())) {
          nonFinite++;
        } else {
          found.computeIfAbsent(run.monday(), monday -> new ArrayList<>()).add(entry.getValue());
        }
      }
    }
    TreeMap<LocalDate, double[]> weeks = new TreeMap<>();
    found.forEach(
        (monday, values) ->
            weeks.put(monday, values.stream().mapToDouble(Double::doubleValue).sorted().toArray()));
    return new MetricWeeks(metric, weeks, nonFinite);
  }

  private static int draws(Collection<double[]> weeks) {
    long many = weeks.stream().filter(week -> week.length >= DRAWS).count();
    return 2 * many >= weeks.size() ? DRAWS : LEAST_RUNS;
  }

  /** Returns how many runs that ended well have no finite value. */
  long nonFinite() {
    return nonFinite;
  }

  /** Returns how many runs were so far from their week's median that they were drawn in. */
  long clipped() {
    return levels.clipped();
  }

  /** Returns of how many runs the best is expected. */
  int draws() {
    return draws;
  }

  /** Returns all series. */
  List<WeekSeries> series() {
    return List.of(best(), bestSoFar(), expectedBest(), median(), interquartileMean(), level());
  }

  /** Returns the series whose trend is tested: those that more runs a week do not better. */
  List<WeekSeries> trending() {
    return List.of(expectedBest(), median(), interquartileMean());
  }

  /** Returns the full weeks' levels. */
  SteppingSeries stepping(TrendInput input) {
    WeekSeries level = level();
    List<Point> kept = new ArrayList<>();
    double[] variances = new double[level.points().size()];
    for (int week = 0; week < level.points().size(); week++) {
      Point point = level.points().get(week);
      if (!input.isPartial(point.monday())) {
        variances[kept.size()] = levels.variances()[week];
        kept.add(point);
      }
    }
    return new SteppingSeries(
        new WeekSeries(level.id(), kept), Arrays.copyOf(variances, kept.size()));
  }

  private WeekSeries best() {
    List<Point> points = new ArrayList<>();
    weeks.forEach((monday, values) -> points.add(Point.of(monday, values.length, best(values))));
    return series("best", points);
  }

  private WeekSeries bestSoFar() {
    List<Point> points = new ArrayList<>();
    long runs = 0;
    double best = Double.NaN;
    for (Map.Entry<LocalDate, double[]> week : weeks.entrySet()) {
      runs += week.getValue().length;
      double value = best(week.getValue());
      best = Double.isNaN(best) ? value : best(new double[] {best, value});
      points.add(Point.of(week.getKey(), runs, best));
    }
    return series("best_so_far", points);
  }

  private WeekSeries expectedBest() {
    List<Point> points = new ArrayList<>();
    weeks.forEach(
        (monday, values) ->
            points.add(
                Point.of(
                    monday,
                    values.length,
                    values.length < draws
                        ? Double.NaN
                        : ExpectedBest.of(values, draws, direction))));
    return series("expected_best", points);
  }

  private WeekSeries median() {
    List<Point> points = new ArrayList<>();
    weeks.forEach(
        (monday, values) ->
            points.add(
                Point.of(
                    monday,
                    values.length,
                    values.length < LEAST_RUNS ? Double.NaN : OrderStatistics.median(values))));
    return series("median", points);
  }

  private WeekSeries interquartileMean() {
    List<Point> points = new ArrayList<>();
    for (Map.Entry<LocalDate, double[]> week : weeks.entrySet()) {
      int runs = week.getValue().length;
      TrimmedMean mean = TrimmedMean.of(week.getValue());
      points.add(
          runs < LEAST_RUNS
              ? Point.of(week.getKey(), runs, Double.NaN)
              : new Point(week.getKey(), runs, mean.mean(), mean.low(), mean.high()));
    }
    return series("iqm", points);
  }

  private WeekSeries level() {
    List<Point> points = new ArrayList<>();
    int at = 0;
    for (Map.Entry<LocalDate, double[]> week : weeks.entrySet()) {
      double level = levels.levels()[at];
      double reach = Z_95 * Math.sqrt(levels.variances()[at++]);
      points.add(
          new Point(week.getKey(), week.getValue().length, level, level - reach, level + reach));
    }
    return series("level", points);
  }

  private double best(double[] values) {
    return direction == Direction.MAX
        ? Arrays.stream(values).max().orElse(Double.NaN)
        : Arrays.stream(values).min().orElse(Double.NaN);
  }

  private WeekSeries series(String name, List<Point> points) {
    int better = direction == Direction.MAX ? 1 : -1;
    return new WeekSeries(
        new WeekSeries.Id(metric.key(), name, "metric", better, metric.primary()), points);
  }
}
