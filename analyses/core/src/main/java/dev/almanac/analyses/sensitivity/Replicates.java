package dev.almanac.analyses.sensitivity;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What repeats of one configuration say about the noise.
 *
 * @param configurations how many different ones there are
 * @param freedom repeats beyond the first of each
 * @param noiseShare pooled variance within configurations ÷ variance of the metric, NaN if unknown
 */
record Replicates(int configurations, int freedom, double noiseShare) {
  private static final int LEAST_FREEDOM = 3;

  /** Compare the runs of each configuration. */
  static Replicates of(RunTable table, double[] standardised) {
    Map<String, double[]> sums = new LinkedHashMap<>();
    for (int run = 0; run < table.size(); run++) {
      double[] sum = sums.computeIfAbsent(table.configuration(run), key -> new double[3]);
      sum[0]++;
      sum[1] += standardised[run];
      sum[2] += standardised[run] * standardised[run];
    }
    int freedom = table.size() - sums.size();
    double within = 0;
    for (double[] sum : sums.values()) {
      within += Math.max(0, sum[2] - sum[1] * sum[1] / sum[0]);
    }
    double share = freedom >= LEAST_FREEDOM ? within / freedom : Double.NaN;
    return new Replicates(sums.size(), freedom, share);
  }

  /**
   * Return the best R² that any model of the params can reach, NaN if there are too few repeats.
   */
  double ceiling() {
    return Double.isNaN(noiseShare) ? Double.NaN : Math.max(0, 1 - noiseShare);
  }
}
