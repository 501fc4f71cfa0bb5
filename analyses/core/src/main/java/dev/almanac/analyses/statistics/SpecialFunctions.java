package dev.almanac.analyses.statistics;

/**
 * The incomplete beta and gamma functions, regularised; numbers in brackets are equations of the
 * NIST Digital Library of Mathematical Functions.
 */
public final class SpecialFunctions {

  private static final double EPSILON = 1e-15;
  private static final double TINY = 1e-300;
  private static final int MOST_TERMS = 100_000;

  /** Lanczos' approximation with g = 7 and Godfrey's nine coefficients; relative error 1e-15. */
  private static final double[] LANCZOS = {
    0.99999999999980993,
    676.5203681218851,
    -1259.1392167224028,
    771.32342877765313,
    -176.61502916214059,
    12.507343278686905,
    -0.13857109526572012,
    9.9843695780195716e-6,
    1.5056327351493116e-7
  };

  private SpecialFunctions() {}

  /** Returns the logarithm of the gamma function of a positive number. */
  public static double logGamma(double x) {
    double shifted = x - 1;
    double sum = LANCZOS[0];
    for (int index = 1; index < LANCZOS.length; index++) {
      sum += LANCZOS[index] / (shifted + index);
    }
    double base = shifted + 7.5;
    return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
  }

  /** Returns the regularised lower incomplete gamma function P(a, x) for positive a. */
  public static double gammaP(double a, double x) {
    if (x <= 0) {
      return 0;
    }
    double front = Math.exp(a * Math.log(x) - x - logGamma(a));
    return x < a + 1 ? front * gammaSeries(a, x) : 1 - front * gammaFraction(a, x);
  }

  /** Returns the regularised incomplete beta function I_x(a, b) for positive a and b. */
  public static double betaI(double x, double a, double b) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    // [8.17.4]: the fraction converges fast on one side only.
    if (x > (a + 1) / (a + b + 2)) {
      return 1 - betaI(1 - x, b, a);
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    return front * betaFraction(x, a, b) / a;
  }

  /** [8.7.1], the series of the lower function less its leading factor. */
  private static double gammaSeries(double a, double x) {
    double term = 1 / a;
    double sum = term;
    for (int index = 1; index < MOST_TERMS && term > EPSILON * sum; index++) {
      term *= x / (a + index);
      sum += term;
    }
    return sum;
  }

  /** [8.9.2], the continued fraction of the upper function, by the modified Lentz method. */
  private static double gammaFraction(double a, double x) {
    double b = x + 1 - a;
    double c = 1 / TINY;
    double d = 1 / b;
    double value = d;
    for (int index = 1; index < MOST_TERMS; index++) {
      double numerator = -index * (index - a);
      b += 2;
      d = 1 / awayFromZero(numerator * d + b);
      c = awayFromZero(b + numerator / c);
      value *= d * c;
      if (Math.abs(d * c - 1) < EPSILON) {
        return value;
      }
    }
    return value;
  }

  /** [8.17.22], by the modified Lentz method. */
  private static double betaFraction(double x, double a, double b) {
    double c = 1;
    double d = 1 / awayFromZero(1 - (a + b) * x / (a + 1));
    double value = d;
    for (int index = 1; index < MOST_TERMS; index++) {
      double even = index * (b - index) * x / ((a + 2 * index - 1) * (a + 2 * index));
      d = 1 / awayFromZero(1 + even * d);
      c = awayFromZero(1 + even / c);
      value *= d * c;
      double odd = -(a + index) * (a + b + index) * x / ((a + 2 * index) * (a + 2 * index + 1));
      d = 1 / awayFromZero(1 + odd * d);
      c = awayFromZero(1 + odd / c);
      value *= d * c;
      if (Math.abs(d * c - 1) < EPSILON) {
        return value;
      }
    }
    return value;
  }

  private static double awayFromZero(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }
}
