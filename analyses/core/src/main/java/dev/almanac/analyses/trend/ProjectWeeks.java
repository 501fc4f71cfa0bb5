package dev.almanac.analyses.trend;

import dev.almanac.analyses.trend.TrendInput.Run;
import dev.almanac.analyses.trend.WeekSeries.Point;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The series of a whole project: how much ran, and how it went. */
final class ProjectWeeks {

  private static final double SECONDS_AN_HOUR = 3_600;

  /** Quantile .975 of the standard normal distribution. */
  private static final double Z = 1.959963984540054;

  private final SortedMap<LocalDate, Tally> weeks = new TreeMap<>();

  /** Counts the runs of each week from the first to the last, weeks without runs too. */
  ProjectWeeks(TrendInput input) {
    for (Run run : input.runs().values()) {
      Tally tally = weeks.computeIfAbsent(run.monday(), monday -> new Tally());
      tally.runs++;
      tally.ended += run.hasEnded() ? 1 : 0;
      tally.lost += run.isLost() ? 1 : 0;
      tally.timed += run.seconds() >= 0 ? 1 : 0;
      tally.seconds += run.seconds() >= 0 ? run.seconds() : 0;
      Boolean diverged = input.diverged().get(run.key());
      tally.curves += diverged == null ? 0 : 1;
      tally.diverged += Boolean.TRUE.equals(diverged) ? 1 : 0;
    }
    if (!weeks.isEmpty()) {
      for (LocalDate monday = weeks.firstKey();
          monday.isBefore(weeks.lastKey());
          monday = monday.plusWeeks(1)) {
        weeks.computeIfAbsent(monday, empty -> new Tally());
      }
    }
  }

  /** Returns all series. */
  List<WeekSeries> series() {
    return List.of(runs(), failureRate(), divergenceRate(), computeHours());
  }

  /** Returns the failure rates of the full weeks, each with its binomial variance. */
  SteppingSeries stepping(TrendInput input) {
    WeekSeries series = failureRate().tested(input);
    double lost = 0;
    double ended = 0;
    for (Point point : series.points()) {
      lost += point.value() * point.n();
      ended += point.n();
    }
    // Half a failure more in one run more: a rate of 0 or 1 is not known without doubt.
    double rate = (lost + 0.5) / (ended + 1);
    double variance = rate * (1 - rate);
    return new SteppingSeries(
        series, series.points().stream().mapToDouble(point -> variance / point.n()).toArray());
  }

  /** Returns how many full weeks have runs. */
  int fullWeeks(TrendInput input) {
    int count = 0;
    for (Map.Entry<LocalDate, Tally> week : weeks.entrySet()) {
      count += week.getValue().runs > 0 && !input.isPartial(week.getKey()) ? 1 : 0;
    }
    return count;
  }

  private WeekSeries runs() {
    List<Point> points = new ArrayList<>();
    weeks.forEach((monday, tally) -> points.add(Point.of(monday, tally.runs, tally.runs)));
    return series("runs", "runs", 0, points);
  }

  private WeekSeries failureRate() {
    List<Point> points = new ArrayList<>();
    weeks.forEach((monday, tally) -> points.add(share(monday, tally.lost, tally.ended)));
    return series("failure_rate", "share", -1, points);
  }

  private WeekSeries divergenceRate() {
    List<Point> points = new ArrayList<>();
    weeks.forEach((monday, tally) -> points.add(share(monday, tally.diverged, tally.curves)));
    return series("divergence_rate", "share", -1, points);
  }

  private WeekSeries computeHours() {
    List<Point> points = new ArrayList<>();
    weeks.forEach(
        (monday, tally) ->
            points.add(
                Point.of(
                    monday,
                    tally.timed,
                    tally.runs > 0 && tally.timed == 0
                        ? Double.NaN
                        : tally.seconds / SECONDS_AN_HOUR)));
    return series("compute_hours", "hours", 0, points);
  }

  /** Wilson's interval ("Probable inference", JASA 22, 1927). */
  private static Point share(LocalDate monday, double part, long whole) {
    if (whole == 0) {
      return Point.of(monday, 0, Double.NaN);
    }
    double share = part / whole;
    double centre = (share + Z * Z / (2 * whole)) / (1 + Z * Z / whole);
    double reach =
        Z
            / (1 + Z * Z / whole)
            * Math.sqrt(share * (1 - share) / whole + Z * Z / (4.0 * whole * whole));
    return new Point(
        monday, whole, share, Math.max(0, centre - reach), Math.min(1, centre + reach));
  }

  private static WeekSeries series(String name, String unit, int better, List<Point> points) {
    return new WeekSeries(new WeekSeries.Id(null, name, unit, better, false), points);
  }

  /** One week. */
  private static final class Tally {
    private long runs;
    private long ended;
    private long lost;
    private long timed;
    private double seconds;
    private long curves;
    private long diverged;
  }
}
