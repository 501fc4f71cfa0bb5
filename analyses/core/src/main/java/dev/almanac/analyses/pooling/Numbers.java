package dev.almanac.analyses.pooling;

/** Moments of plain arrays. */
final class Numbers {

  private Numbers() {}

  /** Returns the fourth central moment by the squared second: 3 of the normal distribution. */
  static double kurtosis(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double second = 0;
    double fourth = 0;
    for (double value : values) {
      double square = (value - mean) * (value - mean);
      second += square / values.length;
      fourth += square * square / values.length;
    }
    return fourth / (second * second);
  }

  /** Returns the sample standard deviation. */
  static double sd(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }
}
