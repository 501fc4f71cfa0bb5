package dev.almanac.bench.truth;

import java.util.Locale;

/**
 * How near estimated shares come to the true ones, over many data sets. Not safe for several
 * threads.
 */
final class ShareScore {
  /** A param whose true share is below this is not asked whether its interval held. */
  static final double RELEVANT = .01;

  private static final int MOST_PARAMS = 64;

  private double error;
  private int shares;
  private double correlation;
  private int sets;
  private int relevant;
  private int held;
  private double width;
  private final int[] heldOf = new int[MOST_PARAMS];
  private final int[] seenOf = new int[MOST_PARAMS];

  /** Adds the answer to one data set. */
  void add(double[] truth, Estimate estimate) {
    for (int param = 0; param < truth.length; param++) {
      error += Math.abs(estimate.share()[param] - truth[param]);
      shares++;
      double low = estimate.low()[param];
      double high = estimate.high()[param];
      if (truth[param] > RELEVANT && low <= high) {
        boolean holds = low <= truth[param] && truth[param] <= high;
        relevant++;
        held += holds ? 1 : 0;
        heldOf[param] += holds ? 1 : 0;
        seenOf[param]++;
        width += high - low;
      }
    }
    correlation += correlation(truth, estimate.share());
    sets++;
  }

  /** Adds what another one saw. */
  void add(ShareScore other) {
    error += other.error;
    shares += other.shares;
    correlation += other.correlation;
    sets += other.sets;
    relevant += other.relevant;
    held += other.held;
    width += other.width;
  }

  /** Returns how many data sets were answered. */
  int sets() {
    return sets;
  }

  /** Returns the mean absolute error of a share. */
  double error() {
    return error / shares;
  }

  /** Returns the mean rank correlation of the shares of a data set with the true ones. */
  double rankCorrelation() {
    return correlation / sets;
  }

  /** Returns the share of intervals that hold the truth; NaN without intervals. */
  double coverage() {
    return (double) held / relevant;
  }

  /** Returns the mean width of the intervals; NaN without intervals. */
  double width() {
    return width / relevant;
  }

  /** Returns the lowest coverage of a param that was asked at least five times. */
  double worstCoverage() {
    double worst = 1;
    for (int param = 0; param < MOST_PARAMS; param++) {
      if (seenOf[param] >= 5) {
        worst = Math.min(worst, (double) heldOf[param] / seenOf[param]);
      }
    }
    return worst;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "sets %3d: error %.4f rank %.3f | held %.3f worst %.2f width %.3f",
        sets,
        error(),
        rankCorrelation(),
        coverage(),
        worstCoverage(),
        width());
  }

  /** Spearman's, ties sharing their mean rank. */
  private static double correlation(double[] a, double[] b) {
    double[] ra = ranks(a);
    double[] rb = ranks(b);
    double mean = (a.length - 1) / 2.0;
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (ra[i] - mean) * (rb[i] - mean);
      aa += (ra[i] - mean) * (ra[i] - mean);
      bb += (rb[i] - mean) * (rb[i] - mean);
    }
    return aa * bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
  }

  private static double[] ranks(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      for (double other : values) {
        // Truths that differ by less than their own error are ties.
        double difference = values[i] - other;
        ranks[i] += difference > 1e-3 ? 1 : difference > -1e-3 ? .5 : 0;
      }
      ranks[i] -= .5;
    }
    return ranks;
  }
}
