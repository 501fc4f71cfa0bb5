package dev.almanac.analyses.pooling;

import dev.almanac.analyses.statistics.Quantiles;
import dev.almanac.analyses.statistics.SpecialFunctions;
import java.util.List;

/**
 * Pools the estimates of several projects. Numbers do not depend on the order of the studies beyond
 * rounding; equal lists give equal bits.
 */
public final class RandomEffects {

  /** The normal distribution's 97.5 % quantile. */
  private static final double Z = 1.959963984540054;

  private static final int STEPS = 200;

  private final List<Study> studies;
  private final double[] inverse;
  private final double fixedMean;
  private final double q;

  private RandomEffects(List<Study> studies) {
    this.studies = studies;
    this.inverse = studies.stream().mapToDouble(study -> 1 / study.variance()).toArray();
    this.fixedMean = mean(inverse);
    this.q = scatter(inverse, fixedMean);
  }

  /**
   * Pools studies; one study gives itself.
   *
   * @param studies at least one
   */
  public static Pooled pool(List<Study> studies, Estimator estimator) {
    if (studies.isEmpty()) {
      throw new IllegalArgumentException("Cannot pool no studies");
    }
    return new RandomEffects(studies).pooled(estimator);
  }

  /** Returns the shares that the studies have in the pooled effect; they sum to 1. */
  public static double[] shares(List<Study> studies, double tau2) {
    double[] weights =
        studies.stream().mapToDouble(study -> 1 / (study.variance() + tau2)).toArray();
    double total = sum(weights);
    for (int index = 0; index < weights.length; index++) {
      weights[index] /= total;
    }
    return weights;
  }

  private Pooled pooled(Estimator estimator) {
    int k = studies.size();
    double tau2 =
        switch (estimator) {
          case PAULE_MANDEL -> pauleMandel();
          case DERSIMONIAN_LAIRD -> derSimonianLaird();
          case FIXED -> 0;
        };
    double[] weights = weights(tau2);
    double mean = mean(weights);
    double classic = 1 / Math.sqrt(sum(weights));
    double scaled = Math.sqrt(scatter(weights, mean) / Math.max(1, k - 1) / sum(weights));
    // Studies that agree to the last digit have no scatter of their own; the classic error stands
    // in.
    boolean hartungKnapp = estimator == Estimator.PAULE_MANDEL && k > 1 && scaled > 0;
    double error = hartungKnapp ? scaled : classic;
    double reach = error * (hartungKnapp ? Quantiles.t95(k - 1) : Z);
    double ahead = k < 3 ? Double.NaN : Quantiles.t95(k - 2) * Math.sqrt(tau2 + error * error);
    return new Pooled(
        k,
        mean,
        error,
        mean - reach,
        mean + reach,
        mean - ahead,
        mean + ahead,
        tau2,
        q,
        k < 2 ? 1 : 1 - SpecialFunctions.gammaP((k - 1) / 2.0, q / 2),
        k < 2 || q == 0 ? 0 : Math.max(0, (q - (k - 1)) / q),
        k < 2 ? Double.NaN : q / (k - 1),
        hartungKnapp
            ? Quantiles.twoSidedT(Math.abs(mean) / error, k - 1)
            : Quantiles.twoSidedNormal(Math.abs(mean) / error),
        estimator);
  }

  /** The method of moments; below 0 it would make weights of no meaning. */
  private double derSimonianLaird() {
    double total = sum(inverse);
    double squares = 0;
    for (double weight : inverse) {
      squares += weight * weight;
    }
    double scale = total - squares / total;
    return scale > 0 ? Math.max(0, (q - (studies.size() - 1)) / scale) : 0;
  }

  /**
   * Finds where the weighted scatter equals its expectation k - 1. It falls as the variance grows,
   * so halving the bracket finds the only root to the last bit.
   */
  private double pauleMandel() {
    int degrees = studies.size() - 1;
    if (degrees == 0 || q <= degrees) {
      return 0;
    }
    double low = 0;
    double high = studies.stream().mapToDouble(Study::variance).max().orElseThrow();
    while (excess(high) > degrees) {
      low = high;
      high *= 2;
    }
    for (int step = 0; step < STEPS; step++) {
      double middle = low + (high - low) / 2;
      if (middle == low || middle == high) {
        break;
      }
      if (excess(middle) > degrees) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low + (high - low) / 2;
  }

  private double excess(double tau2) {
    double[] weights = weights(tau2);
    return scatter(weights, mean(weights));
  }

  private double[] weights(double tau2) {
    return studies.stream().mapToDouble(study -> 1 / (study.variance() + tau2)).toArray();
  }

  private double mean(double[] weights) {
    double sum = 0;
    for (int index = 0; index < weights.length; index++) {
      sum += weights[index] * studies.get(index).effect();
    }
    return sum / sum(weights);
  }

  private double scatter(double[] weights, double about) {
    double sum = 0;
    for (int index = 0; index < weights.length; index++) {
      double away = studies.get(index).effect() - about;
      sum += weights[index] * away * away;
    }
    return sum;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
