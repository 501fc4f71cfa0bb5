package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.statistics.OrderStatistics;
import dev.almanac.analyses.statistics.Ranks;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The metric in the form that is fitted: mean 0 and variance 1, after rank-normalising when its
 * tails are so heavy, or some values so far gone, that squared errors would be about those alone.
 */
final class Response {
  /** Kurtosis (normal: 3) above which the metric is rank-normalised. */
  static final double MAX_KURTOSIS = 10;

  private final Transform transform;
  private final String reason;
  private final double[] standardised;
  private final double mean;
  private final double sd;
  private final double[] scores;
  private final double[] values;
  private final double floor;
  private final double ceiling;

  private Response(
      Transform transform, String reason, double[] shape, double[] scores, double[] values) {
    this.transform = transform;
    this.scores = scores;
    this.values = values;
    double[] fences = fences(values);
    this.floor = fences[0];
    this.ceiling = fences[1];
    this.reason = reason + cut(values, fences);
    this.mean = Arrays.stream(shape).sum() / shape.length;
    double square = 0;
    for (double v : shape) {
      square += (v - mean) * (v - mean) / shape.length;
    }
    this.sd = Math.sqrt(square);
    this.standardised = new double[shape.length];
    for (int i = 0; i < shape.length; i++) {
      standardised[i] = sd > 0 ? (shape[i] - mean) / sd : 0;
    }
  }

  /**
   * Prepare a metric.
   *
   * @param metric at least one value; NaN counts as the worst of all (the highest, if no end is
   *     good)
   * @param goal which end is good
   */
  static Response of(double[] metric, Goal goal) {
    int broken = (int) Arrays.stream(metric).filter(v -> !Double.isFinite(v)).count();
    if (broken > 0) {
      return ranked(metric, goal, broken + " of " + metric.length + " values are not finite");
    }
    double kurtosis = kurtosis(metric);
    if (kurtosis > MAX_KURTOSIS) {
      return ranked(
          metric, goal, String.format(Locale.ROOT, "heavy tails: kurtosis %.0f", kurtosis));
    }
    return new Response(Transform.NONE, "", metric, new double[0], new double[0]);
  }

  private static double kurtosis(double[] metric) {
    double mean = Arrays.stream(metric).sum() / metric.length;
    double second = 0;
    double fourth = 0;
    for (double v : metric) {
      double square = (v - mean) * (v - mean);
      second += square / metric.length;
      fourth += square * square / metric.length;
    }
    // Values so large that their squares overflow are the heaviest tails of all.
    return Double.isFinite(fourth)
        ? (second > 0 ? fourth / (second * second) : 0)
        : Double.POSITIVE_INFINITY;
  }

  /** Blom's scores Φ⁻¹((r − 3/8) / (n + 1/4)) (Statistical Estimates, 1958). */
  private static Response ranked(double[] metric, Goal goal, String reason) {
    double worst = goal == Goal.MAXIMIZE ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    double[] filled = Arrays.stream(metric).map(v -> Double.isNaN(v) ? worst : v).toArray();
    double[] ranks = Ranks.of(filled);
    double[] scores = new double[ranks.length];
    for (int i = 0; i < ranks.length; i++) {
      scores[i] = NormalQuantile.of((ranks[i] - 0.375) / (ranks.length + 0.25));
    }
    int[] finite =
        IntStream.range(0, metric.length)
            .filter(i -> Double.isFinite(metric[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> metric[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] knots = Arrays.stream(finite).mapToDouble(i -> scores[i]).toArray();
    double[] values = Arrays.stream(finite).mapToDouble(i -> metric[i]).toArray();
    return new Response(Transform.RANK_NORMAL, reason, scores, knots, values);
  }

  /**
   * Three interquartile ranges around the quartiles (Tukey's outer fences, Exploratory Data
   * Analysis, 1977): beyond them a metric is broken rather than bad, and its size says nothing.
   */
  private static double[] fences(double[] sorted) {
    if (sorted.length == 0) {
      return new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    }
    double low = OrderStatistics.quantile(sorted, 0.25);
    double high = OrderStatistics.quantile(sorted, 0.75);
    return new double[] {low - 3 * (high - low), high + 3 * (high - low)};
  }

  private static String cut(double[] sorted, double[] fences) {
    if (sorted.length == 0) {
      return "";
    }
    String text = "";
    if (sorted[0] < fences[0]) {
      text += String.format(Locale.ROOT, "; curves end at %.4g", fences[0]);
    }
    if (sorted[sorted.length - 1] > fences[1]) {
      text += String.format(Locale.ROOT, "; curves end at %.4g", fences[1]);
    }
    return text;
  }

  /** Return the form. */
  Transform transform() {
    return transform;
  }

  /** Return why it was transformed; empty when it was not. */
  String reason() {
    return reason;
  }

  /** Return the metric with mean 0 and variance 1; not to be written to. */
  double[] standardised() {
    return standardised;
  }

  /** Tell whether the metric differs between runs. */
  boolean varies() {
    return sd > 1e-12 * Math.max(1e-300, Math.abs(mean)) && sd > 0;
  }

  /** Return the standard deviation of what was fitted: in metric units if not transformed. */
  double sd() {
    return sd;
  }

  /**
   * Return the metric at a standardised value. For ranks that is the metric of the run with this
   * score (the typical run, not the average), cut where values are broken rather than bad; the
   * reason of the transformation then says so.
   */
  double toMetric(double standardisedValue) {
    double at = mean + sd * standardisedValue;
    if (transform == Transform.NONE) {
      return at;
    }
    if (scores.length == 0) {
      return Double.NaN;
    }
    return Math.max(floor, Math.min(ceiling, interpolated(at)));
  }

  private double interpolated(double at) {
    int found = Arrays.binarySearch(scores, at);
    int above = found >= 0 ? found : -found - 1;
    if (above == 0 || above == scores.length) {
      return values[Math.min(above, scores.length - 1)];
    }
    double width = scores[above] - scores[above - 1];
    double part = width > 0 ? (at - scores[above - 1]) / width : 1;
    return values[above - 1] + part * (values[above] - values[above - 1]);
  }
}
