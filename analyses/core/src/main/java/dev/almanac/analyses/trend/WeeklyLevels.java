package dev.almanac.analyses.trend;

import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.Arrays;
import java.util.List;

/**
 * The level of each week and how well it is known: the mean of its runs, where runs far from their
 * week's median are drawn in, and the variance of that mean from the scatter within weeks.
 *
 * @param levels one a week
 * @param variances positive sampling variance of each
 * @param clipped how many runs were drawn in
 */
record WeeklyLevels(double[] levels, double[] variances, long clipped) {

  /** Runs beyond this many robust sds are drawn in: 1 in 16,000 of a normal distribution. */
  private static final double FAR = 4;

  /** Runs that the scatter of all weeks counts for beside a week's own. */
  private static final double PRIOR_RUNS = 20;

  /** With fewer degrees of freedom within weeks the scatter is taken from week to week. */
  private static final double LEAST_DEGREES = 5;

  /** Share of the levels' range below which a scatter is rounding. */
  private static final double LEAST_SCATTER = 1e-6;

  /**
   * Reduces the runs.
   *
   * @param weeks the finite values of each week's runs; at least one each
   */
  static WeeklyLevels of(List<double[]> weeks) {
    int count = weeks.size();
    double[] medians = new double[count];
    double far = FAR * scale(weeks, medians);
    double[] levels = new double[count];
    double[] squares = new double[count];
    double degrees = 0;
    long clipped = 0;
    for (int week = 0; week < count; week++) {
      double[] rest = weeks.get(week).clone();
      double sum = 0;
      for (int run = 0; run < rest.length; run++) {
        double distance = rest[run] - medians[week];
        boolean isFar = far > 0 && Math.abs(distance) > far;
        clipped += isFar ? 1 : 0;
        rest[run] = isFar ? Math.copySign(far, distance) : distance;
        sum += rest[run];
      }
      double mean = sum / rest.length;
      for (double each : rest) {
        squares[week] += (each - mean) * (each - mean);
      }
      levels[week] = medians[week] + mean;
      degrees += rest.length - 1;
    }
    return new WeeklyLevels(levels, variances(weeks, levels, squares, degrees), clipped);
  }

  private static double[] variances(
      List<double[]> weeks, double[] levels, double[] squares, double degrees) {
    double range = Arrays.stream(levels).max().orElse(0) - Arrays.stream(levels).min().orElse(0);
    double least = Math.pow(LEAST_SCATTER * (range > 0 ? range : 1), 2);
    double pooled =
        degrees >= LEAST_DEGREES
            ? Arrays.stream(squares).sum() / degrees
            : betweenWeeks(weeks, levels);
    double[] variances = new double[levels.length];
    for (int week = 0; week < levels.length; week++) {
      double runs = weeks.get(week).length;
      double own =
          degrees >= LEAST_DEGREES
              ? (PRIOR_RUNS * pooled + squares[week]) / (PRIOR_RUNS + runs - 1)
              : pooled;
      variances[week] = Math.max(least, own) / runs;
    }
    return variances;
  }

  /** The variance of a run, from how far each week's level is from the one before. */
  private static double betweenWeeks(List<double[]> weeks, double[] levels) {
    double[] steps = new double[Math.max(0, levels.length - 1)];
    for (int week = 0; week < steps.length; week++) {
      double share = 1.0 / weeks.get(week).length + 1.0 / weeks.get(week + 1).length;
      steps[week] = Math.abs(levels[week + 1] - levels[week]) / Math.sqrt(share);
    }
    return Math.pow(OrderStatistics.MAD_TO_SD * median(steps), 2);
  }

  /** Fills in the medians and returns the robust sd of the runs about them. */
  private static double scale(List<double[]> weeks, double[] medians) {
    int size = weeks.stream().mapToInt(week -> week.length).sum();
    double[] distances = new double[size];
    int at = 0;
    for (int week = 0; week < medians.length; week++) {
      medians[week] = median(weeks.get(week));
      for (double value : weeks.get(week)) {
        distances[at++] = Math.abs(value - medians[week]);
      }
    }
    return OrderStatistics.MAD_TO_SD * median(distances);
  }

  /** Where nothing is known to vary there is no distance. */
  private static double median(double[] values) {
    return values.length == 0 ? 0 : OrderStatistics.median(values);
  }
}
