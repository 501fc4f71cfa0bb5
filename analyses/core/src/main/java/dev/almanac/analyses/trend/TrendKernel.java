package dev.almanac.analyses.trend;

import static dev.almanac.analyses.AnalysisTables.ANALYSIS_EXCLUSION;
import static dev.almanac.analyses.trend.TrendTables.CHANGE_CAUSE;
import static dev.almanac.analyses.trend.TrendTables.CHANGE_POINT;
import static dev.almanac.analyses.trend.TrendTables.TREND_POINT;

import dev.almanac.analyses.Kernel;
import dev.almanac.analyses.Outcome;
import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.RowGroup;
import dev.almanac.analyses.Scope;
import dev.almanac.analyses.statistics.FalseDiscovery;
import dev.almanac.analyses.statistics.Quantiles;
import dev.almanac.analyses.trend.TrendInput.Metric;
import dev.almanac.analyses.trend.TrendInput.Run;
import dev.almanac.analyses.trend.WeekSeries.Point;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One project. */
final class TrendKernel implements Kernel {

  private static final String METHOD = "weekly series, Theil-Sen, Hamed-Rao, exact segmentation";

  /** More metrics than this are not followed: the primary one is, then those of most runs. */
  private static final int MOST_METRICS = 100;

  /** Weeks on either side of a step whose settings are compared. */
  private static final int NEAR_WEEKS = 8;

  /** More settings that changed with one step than this are counted only. */
  private static final int MOST_CAUSES = 10;

  /** Quantile .975 of the standard normal distribution. */
  private static final double Z_95 = 1.959963984540054;

  private final Scope scope;
  private final TrendInput input;
  private final SeriesTests tests;
  private final List<Step> steps = new ArrayList<>();
  private int searched;
  private long unlisted;

  TrendKernel(Scope scope, ZoneId zone) {
    this.scope = scope;
    this.input = new TrendInput(zone);
    this.tests = new SeriesTests(scope.project());
  }

  /** One step of a series. */
  private record Step(
      SteppingSeries series, @Nullable Metric metric, LevelShape shape, int index, double p) {

    int start() {
      return shape.starts().get(index);
    }

    int from() {
      return index == 0 ? 0 : shape.starts().get(index - 1);
    }

    int end() {
      return index + 1 < shape.starts().size()
          ? shape.starts().get(index + 1)
          : series.variances().length;
    }

    LocalDate monday() {
      return series.series().points().get(start()).monday();
    }

    double delta() {
      return shape.fit().coefficients()[shape.firstStep() + index];
    }

    double error() {
      return Math.sqrt(shape.fit().variances()[shape.firstStep() + index]);
    }
  }

  @Override
  public void group(RowGroup group, ResultRows out) {
    input.add(group);
  }

  @Override
  public Outcome finish(ResultRows out) {
    exclude(out, null, "run_deleted", input.deleted());
    exclude(out, null, "start_unknown", input.undated());
    exclude(out, null, "start_implausible", input.implausible());
    exclude(out, null, "direction_unknown", input.undirected());
    if (input.runs().isEmpty()) {
      return Outcome.insufficient(METHOD, 0, "No run has a start, so none belongs to a week.");
    }
    ProjectWeeks project = new ProjectWeeks(input);
    for (WeekSeries series : project.series()) {
      write(series, null, out);
      tests.add(series.tested(input), out);
    }
    search(project.stepping(input), null, out);
    List<Metric> metrics = input.metrics();
    exclude(out, null, "metric_beyond_most", metrics.size() - MOST_METRICS);
    for (Metric metric : metrics.subList(0, Math.min(MOST_METRICS, metrics.size()))) {
      follow(metric, out);
    }
    tests.finish(out);
    writeSteps(out);
    exclude(out, null, "cause_beyond_most", unlisted);
    return outcome(project, metrics);
  }

  private void follow(Metric metric, ResultRows out) {
    MetricWeeks weeks = MetricWeeks.of(metric, input.runs());
    exclude(out, metric.key(), "metric_nonfinite", weeks.nonFinite());
    exclude(out, metric.key(), "value_drawn_in", weeks.clipped());
    for (WeekSeries series : weeks.series()) {
      write(series, series.id().name().equals("expected_best") ? weeks.draws() : null, out);
    }
    weeks.trending().forEach(series -> tests.add(series.tested(input), out));
    search(weeks.stepping(input), metric, out);
  }

  private void search(SteppingSeries series, @Nullable Metric metric, ResultRows out) {
    if (!series.isLongEnough()) {
      tests.shape(series, null, out);
      return;
    }
    searched++;
    LevelShape shape = series.shape();
    tests.shape(series, shape, out);
    int places = series.variances().length - 2 * LevelChoice.LEAST_WEEKS + 1;
    for (int index = 0; index < shape.starts().size(); index++) {
      Step step = new Step(series, metric, shape, index, 0);
      double p = places * Quantiles.twoSidedNormal(step.delta() / step.error());
      steps.add(new Step(series, metric, shape, index, Math.min(1, p)));
    }
  }

  private void writeSteps(ResultRows out) {
    double[] adjusted =
        FalseDiscovery.adjusted(steps.stream().mapToDouble(Step::p).toArray(), searched);
    for (int index = 0; index < adjusted.length; index++) {
      Step step = steps.get(index);
      write(step, adjusted[index], out);
      writeCauses(step, out);
    }
  }

  private void write(Step step, double adjusted, ResultRows out) {
    WeekSeries series = step.series.series();
    double reach = Z_95 * step.error();
    out.add(
        CHANGE_POINT,
        scope.project(),
        series.id().metricKey(),
        series.id().name(),
        step.monday(),
        step.series.mean(step.from(), step.start()),
        step.series.mean(step.start(), step.end()),
        step.delta(),
        step.delta() - reach,
        step.delta() + reach,
        step.series.gain(step.shape, step.index),
        step.p,
        adjusted,
        series.outlook(step.delta()),
        step.start() - step.from(),
        step.end() - step.start(),
        step.series.runs(step.from(), step.start()),
        step.series.runs(step.start(), step.end()),
        series.id().primary());
  }

  private void writeCauses(Step step, ResultRows out) {
    List<Point> points = step.series.series().points();
    LocalDate monday = step.monday();
    LocalDate from = later(points.get(step.from()).monday(), monday.minusWeeks(NEAR_WEEKS));
    LocalDate end = points.get(step.end() - 1).monday().plusWeeks(1);
    LocalDate last = monday.plusWeeks(NEAR_WEEKS);
    LocalDate until = end.isBefore(last) ? end : last;
    List<String> before = runs(step.metric, day -> !day.isBefore(from) && day.isBefore(monday));
    List<String> after = runs(step.metric, day -> !day.isBefore(monday) && day.isBefore(until));
    List<CoOccurrence> causes = CoOccurrence.find(input.settings(), before, after);
    unlisted += Math.max(0, causes.size() - MOST_CAUSES);
    for (int place = 0; place < Math.min(MOST_CAUSES, causes.size()); place++) {
      CoOccurrence cause = causes.get(place);
      out.add(
          CHANGE_CAUSE,
          scope.project(),
          step.series.series().id().metricKey(),
          step.series.series().id().name(),
          monday,
          cause.setting().kind(),
          cause.setting().key(),
          cause.before(),
          cause.after(),
          cause.score(),
          cause.difference(),
          cause.shareBefore(),
          cause.shareAfter(),
          place + 1);
    }
  }

  /** Returns the runs of some weeks that the series rests on. */
  private List<String> runs(@Nullable Metric metric, Predicate<LocalDate> within) {
    List<String> keys = new ArrayList<>();
    for (Map.Entry<String, Run> entry : input.runs().entrySet()) {
      Run run = entry.getValue();
      boolean counts =
          metric == null
              ? run.hasEnded()
              : run.hasResult()
                  && !Double.isNaN(metric.values().getOrDefault(entry.getKey(), Double.NaN));
      if (counts && within.test(run.monday())) {
        keys.add(entry.getKey());
      }
    }
    return keys;
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? other : one;
  }

  private void write(WeekSeries series, @Nullable Integer draws, ResultRows out) {
    for (Point point : series.points()) {
      out.add(
          TREND_POINT,
          scope.project(),
          series.id().metricKey(),
          series.id().name(),
          point.monday(),
          "iso_week",
          point.n(),
          orNull(point.value()),
          orNull(point.low()),
          orNull(point.high()),
          input.isPartial(point.monday()),
          series.id().unit(),
          draws,
          series.id().primary());
    }
  }

  private static @Nullable Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private Outcome outcome(ProjectWeeks project, List<Metric> metrics) {
    int weeks = project.fullWeeks(input);
    int runs = input.runs().size();
    if (weeks < LevelChoice.LEAST_SERIES) {
      return Outcome.insufficient(
          METHOD,
          runs,
          weeks
              + (weeks == 1 ? " full week has" : " full weeks have")
              + " runs; a trend needs "
              + LevelChoice.LEAST_SERIES
              + ".");
    }
    String grade = weeks < 12 ? "weak" : weeks < 26 ? "fair" : "firm";
    if (metrics.isEmpty()) {
      return new Outcome(
          Outcome.Status.DEGRADED, "No metric has a known direction.", grade, METHOD, runs);
    }
    return new Outcome(Outcome.Status.OK, null, grade, METHOD, runs);
  }

  private static void exclude(ResultRows out, @Nullable String metric, String reason, long count) {
    if (count > 0) {
      out.add(ANALYSIS_EXCLUSION, null, metric, reason, count);
    }
  }
}
