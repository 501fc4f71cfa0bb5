package dev.almanac.analyses.statistics;

import java.util.function.DoubleUnaryOperator;

/** Probabilities and quantiles of the normal, Student's t and the chi-square distribution. */
public final class Quantiles {

  private static final int BISECTIONS = 200;

  private Quantiles() {}

  /** Returns the probability that |z| is at least a value, for a standard normal z. */
  public static double twoSidedNormal(double value) {
    return 1 - SpecialFunctions.gammaP(0.5, value * value / 2);
  }

  /** Returns the probability that |t| is at least a value, for some degrees of freedom. */
  public static double twoSidedT(double value, double degrees) {
    return SpecialFunctions.betaI(degrees / (degrees + value * value), degrees / 2, 0.5);
  }

  /** Returns the t that |t| exceeds with a probability of 5 %. */
  public static double t95(double degrees) {
    return increasing(value -> 1 - twoSidedT(value, degrees), 0.95);
  }

  /** Returns the quantile of the chi-square distribution. */
  public static double chiSquare(double probability, double degrees) {
    return increasing(value -> SpecialFunctions.gammaP(degrees / 2, value / 2), probability);
  }

  /** Finds where a distribution function on positive numbers reaches a probability. */
  private static double increasing(DoubleUnaryOperator function, double probability) {
    double low = 0;
    double high = 1;
    while (function.applyAsDouble(high) < probability) {
      high *= 2;
    }
    for (int step = 0; step < BISECTIONS && low < high; step++) {
      double middle = low + (high - low) / 2;
      if (middle == low || middle == high) {
        break;
      }
      if (function.applyAsDouble(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low + (high - low) / 2;
  }
}
