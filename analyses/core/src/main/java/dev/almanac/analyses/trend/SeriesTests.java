package dev.almanac.analyses.trend;

import static dev.almanac.analyses.trend.TrendTables.TREND_TEST;

import dev.almanac.analyses.ResultRows;
import dev.almanac.analyses.convergence.TheilSen;
import dev.almanac.analyses.statistics.FalseDiscovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tests the series of a project for trends, all together. */
final class SeriesTests {

  /** Adjusted probabilities below this make a verdict. */
  private static final double LEVEL = 0.05;

  /** Quantile .975 of the standard normal distribution. */
  private static final double Z_95 = 1.959963984540054;

  private final String project;
  private final List<Tested> tested = new ArrayList<>();

  SeriesTests(String project) {
    this.project = project;
  }

  private record Tested(
      WeekSeries series, TheilSen line, MannKendall plain, MannKendall modified) {}

  /** Tests a series of full weeks; one too short gets a row that says so. */
  void add(WeekSeries series, ResultRows out) {
    double[] values = series.values();
    int weeks = values.length;
    if (weeks < LevelChoice.LEAST_SERIES) {
      row(out, series, "hamed_rao", weeks, null, null, null, Double.NaN, "too_few_weeks", null);
      return;
    }
    tested.add(
        new Tested(
            series,
            TheilSen.fit(series.weeks(), values),
            MannKendall.of(values),
            MannKendall.hamedRao(values, weeks - 1)));
  }

  /** Adjusts the probabilities and writes the rows. */
  void finish(ResultRows out) {
    int count = tested.size();
    double[] plain =
        FalseDiscovery.adjusted(tested.stream().mapToDouble(t -> t.plain.p()).toArray(), count);
    double[] modified =
        FalseDiscovery.adjusted(tested.stream().mapToDouble(t -> t.modified.p()).toArray(), count);
    for (int index = 0; index < count; index++) {
      Tested test = tested.get(index);
      WeekSeries series = test.series;
      int weeks = series.points().size();
      // The correction may shrink the variance, too, and is then too sure of itself.
      double both = Math.max(plain[index], modified[index]);
      double movement = both < LEVEL ? Math.signum(test.plain.score()) : 0;
      row(out, series, "theil_sen", weeks, test.line, null, null, Double.NaN, null, null);
      row(
          out,
          series,
          "mann_kendall",
          weeks,
          null,
          null,
          test.plain,
          plain[index],
          verdict(plain[index] < LEVEL ? test.plain.score() : 0),
          null);
      row(
          out,
          series,
          "hamed_rao",
          weeks,
          null,
          null,
          test.modified,
          modified[index],
          verdict(movement),
          series.outlook(movement));
    }
  }

  /** Writes which shape a series has; null if it has too few weeks. */
  void shape(SteppingSeries stepping, @Nullable LevelShape shape, ResultRows out) {
    WeekSeries series = stepping.series();
    int weeks = series.points().size();
    if (shape == null) {
      row(out, series, "shape", weeks, null, null, null, Double.NaN, "too_few_weeks", null);
      return;
    }
    boolean slopes =
        shape.kind() == LevelShape.Kind.SLOPE || shape.kind() == LevelShape.Kind.STEP_ON_SLOPE;
    row(
        out,
        series,
        "shape",
        weeks,
        null,
        slopes ? shape.fit() : null,
        null,
        Double.NaN,
        shape.kind().name().toLowerCase(Locale.ROOT),
        slopes ? series.outlook(shape.fit().coefficients()[1]) : null);
  }

  private static String verdict(double movement) {
    if (movement == 0) {
      return "none";
    }
    return movement > 0 ? "rising" : "falling";
  }

  private void row(
      ResultRows out,
      WeekSeries series,
      String test,
      int weeks,
      @Nullable TheilSen line,
      @Nullable LevelFit fit,
      @Nullable MannKendall trend,
      double adjusted,
      @Nullable String verdict,
      @Nullable String outlook) {
    Double slope = null;
    Double low = null;
    Double high = null;
    if (line != null) {
      slope = line.slope();
      low = line.low();
      high = line.high();
    } else if (fit != null) {
      slope = fit.coefficients()[1];
      double reach = Z_95 * Math.sqrt(fit.variances()[1]);
      low = slope - reach;
      high = slope + reach;
    }
    out.add(
        TREND_TEST,
        project,
        series.id().metricKey(),
        series.id().name(),
        test,
        weeks,
        slope,
        low,
        high,
        slope == null ? null : series.id().unit() + "/week",
        trend == null ? null : trend.tau(),
        trend == null ? null : trend.z(),
        trend == null ? null : trend.p(),
        Double.isNaN(adjusted) ? null : adjusted,
        verdict,
        outlook);
  }
}
