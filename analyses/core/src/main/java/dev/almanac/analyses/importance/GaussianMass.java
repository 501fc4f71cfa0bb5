package dev.almanac.analyses.importance;

/** Probabilities of the standard normal distribution, to about 1e−15. */
final class GaussianMass {
  private static final double ROOT_HALF = Math.sqrt(0.5);
  private static final double TWO_BY_ROOT_PI = 2 / Math.sqrt(Math.PI);

  /** Up to here the series is short and loses nothing; beyond, the fraction is shorter. */
  private static final double SERIES_END = 2.5;

  /** Beyond it the upper tail is below the smallest double. */
  private static final double TAIL_END = 27;

  private static final int FRACTION_DEPTH = 60;

  private GaussianMass() {}

  /** Return the probability of the interval from {@code low} to {@code high}, low ≤ high. */
  static double between(double low, double high) {
    if (low > 0) {
      // Of two numbers close to 1 the difference would have few digits left: take the tails.
      return (complement(low * ROOT_HALF) - complement(high * ROOT_HALF)) / 2;
    }
    return high < 0 ? between(-high, -low) : (error(high * ROOT_HALF) - error(low * ROOT_HALF)) / 2;
  }

  /** The error function. */
  private static double error(double x) {
    double size = Math.abs(x);
    double value = size < SERIES_END ? series(size) : 1 - fraction(size);
    return x < 0 ? -value : value;
  }

  /** One less the error function, for positive x. */
  private static double complement(double x) {
    return x < SERIES_END ? 1 - series(x) : fraction(x);
  }

  /** NIST Digital Library of Mathematical Functions, 7.6.2: all terms are positive. */
  private static double series(double x) {
    double twiceSquare = 2 * x * x;
    double term = x;
    double sum = x;
    for (int n = 1; term > 1e-17 * sum; n++) {
      term *= twiceSquare / (2 * n + 1);
      sum += term;
    }
    return TWO_BY_ROOT_PI * Math.exp(-x * x) * sum;
  }

  /** NIST Digital Library of Mathematical Functions, 7.9.1, evaluated from its end. */
  private static double fraction(double x) {
    if (x > TAIL_END) {
      return 0;
    }
    double value = x;
    for (int n = FRACTION_DEPTH; n > 0; n--) {
      value = x + n / 2.0 / value;
    }
    return Math.exp(-x * x) / (value * Math.sqrt(Math.PI));
  }
}
