package dev.almanac.bench.truth;

import dev.almanac.analyses.sensitivity.Sensitivity;
import java.util.Arrays;

/**
 * What one method says of the share of each param alone.
 *
 * @param share the shares; 0 for a param that was not answered
 * @param low lower ends of their 90 % intervals, NaN without
 * @param high upper ends
 */
@SuppressWarnings("ArrayRecordComponent") // read-only by contract
record Estimate(double[] share, double[] low, double[] high) {

  /** Makes an answer that knows nothing yet. */
  static Estimate of(int params) {
    Estimate estimate = new Estimate(new double[params], new double[params], new double[params]);
    Arrays.fill(estimate.low, Double.NaN);
    Arrays.fill(estimate.high, Double.NaN);
    return estimate;
  }

  /** Reads the answer of the sensitivity analysis, whose params are named p00, p01 and so on. */
  static Estimate of(Sensitivity answer, int params) {
    Estimate estimate = of(params);
    for (Sensitivity.ImportanceRow row : answer.importances()) {
      if (row.method().equals("anova_first") && row.subset().equals("all")) {
        estimate.set(
            Integer.parseInt(row.key().substring(1)), row.importance(), row.low(), row.high());
      }
    }
    return estimate;
  }

  /** Says what is known of one param. */
  void set(int param, double itsShare, double itsLow, double itsHigh) {
    share[param] = itsShare;
    low[param] = itsLow;
    high[param] = itsHigh;
  }

  /** Returns the same with everything multiplied. */
  Estimate times(double factor) {
    return new Estimate(times(share, factor), times(low, factor), times(high, factor));
  }

  private static double[] times(double[] values, double factor) {
    return Arrays.stream(values).map(value -> value * factor).toArray();
  }
}
