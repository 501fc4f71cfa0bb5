package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.statistics.FalseDiscovery;
import dev.almanac.analyses.statistics.SpecialFunctions;

/**
 * What params without an effect of their own would show: the squared error that the functions of
 * one param take off the residual of all others is, without an effect, the noise variance times χ²
 * with as many degrees of freedom as there are functions.
 *
 * @param statistic that squared error ÷ noise variance, per param
 * @param freedom number of functions, 0 for a param that was not fitted
 * @param unit noise variance ÷ (runs × variance of the model): one unit of χ² as a share
 */
record NullTest(double[] statistic, int[] freedom, double unit) {
  private static final double LEVEL = 0.95;

  /** Look at a quick fit, before anything is drawn. */
  static NullTest of(FitState fit, int params) {
    double[] statistic = new double[params];
    int[] freedom = new int[params];
    double signal = 0;
    double[] coefficients = new double[fit.system().columns()];
    fit.system().restore(fit.coefficients(), coefficients);
    for (double coefficient : coefficients) {
      signal += coefficient * coefficient;
    }
    for (Effect effect : fit.system().effects()) {
      for (int c = effect.offset(); c < effect.offset() + effect.size(); c++) {
        double curvature = fit.system().curvature(c);
        if (effect.isMain() && curvature > 0) {
          statistic[effect.first()] += fit.pull(c) * fit.pull(c) / curvature / fit.noise();
          freedom[effect.first()]++;
        }
      }
    }
    double runs = fit.system().freedom() + 1;
    return new NullTest(statistic, freedom, signal > 0 ? fit.noise() / runs / signal : Double.NaN);
  }

  /** Return the share that a param without effect stays below 19 times of 20; NaN if unknown. */
  double upperShare(int param) {
    return freedom[param] == 0 ? Double.NaN : Math.min(1, quantile(freedom[param]) * unit);
  }

  private static double quantile(int freedom) {
    double low = 0;
    double high = 10.0 * freedom + 20;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (SpecialFunctions.gammaP(freedom / 2.0, middle / 2) < LEVEL) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Return p-values of all params, adjusted to bound the share of false finds (Benjamini &amp;
   * Hochberg, JRSS B 57, 1995); NaN for params that were not fitted.
   */
  double[] adjusted() {
    double[] p = new double[statistic.length];
    for (int param = 0; param < p.length; param++) {
      p[param] =
          freedom[param] == 0
              ? Double.NaN
              : Math.max(
                  0, 1 - SpecialFunctions.gammaP(freedom[param] / 2.0, statistic[param] / 2));
    }
    return FalseDiscovery.adjusted(p);
  }
}
