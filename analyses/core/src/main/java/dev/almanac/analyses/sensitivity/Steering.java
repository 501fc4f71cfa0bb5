package dev.almanac.analyses.sensitivity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Ask whether later runs lie closer to the best run than earlier ones did, which a plan made
 * beforehand does not do but an optimiser does. Early and late are compared by the rank sum of the
 * distances (Mann &amp; Whitney, Annals of Mathematical Statistics 18, 1947) at several points in
 * time, as the start-up phase of an optimiser may be short; params are combined by Stouffer's sum.
 */
final class Steering {
  /** Standard errors that one param, or all together, must show. */
  private static final double ALONE = 4;

  private static final double TOGETHER = 3.5;

  /** Standard errors from which a param is named as evidence. */
  private static final double NAMED = 2;

  /** Least probability that an early run is farther away than a late one: small drifts pass. */
  private static final double LEAST_EFFECT = 0.6;

  private static final int LEAST_EARLY = 8;
  private static final double[] SPLITS = {0.03, 0.06, 0.12, 0.25, 0.5};

  private Steering() {}

  /** Return the params whose runs close in on the given one; empty if the design is not steered. */
  static List<String> towards(int best, RunTable table, List<ParamColumn> params) {
    double strongest = 0;
    double[] most = new double[params.size()];
    for (double split : SPLITS) {
      int early = (int) Math.round(split * table.size());
      if (early >= LEAST_EARLY) {
        double sum = 0;
        for (int i = 0; i < most.length; i++) {
          double closing = closing(distances(table, params.get(i), best), early);
          most[i] = Math.max(most[i], closing);
          sum += closing;
        }
        strongest = Math.max(strongest, sum / Math.sqrt(Math.max(1, most.length)));
      }
    }
    List<String> named = new ArrayList<>();
    boolean alone = false;
    for (int i = 0; i < most.length; i++) {
      alone |= most[i] > ALONE;
      if (most[i] > NAMED) {
        named.add(params.get(i).key());
      }
    }
    return alone || strongest > TOGETHER ? named : List.of();
  }

  /** Distances to the best run in order of start; NaN for itself and where either is inactive. */
  private static double[] distances(RunTable table, ParamColumn param, int best) {
    double centre = param.coordinate(best);
    double[] distances = new double[table.size()];
    for (int run = 0; run < distances.length; run++) {
      double gap = Math.abs(param.coordinate(run) - centre);
      distances[run] = param.type().isNumeric() || Double.isNaN(gap) ? gap : Math.min(1, gap);
    }
    distances[best] = Double.NaN;
    return distances;
  }

  /** Standard errors by which early distances exceed late ones; 0 if the effect is small. */
  private static double closing(double[] distances, int early) {
    int first = 0;
    int present = 0;
    double[] kept = new double[distances.length];
    for (int run = 0; run < distances.length; run++) {
      if (!Double.isNaN(distances[run])) {
        kept[present++] = distances[run];
        first += run < early ? 1 : 0;
      }
    }
    int last = present - first;
    if (first < LEAST_EARLY / 2 || last < LEAST_EARLY) {
      return 0;
    }
    double[] ranks = Ranks.of(Arrays.copyOf(kept, present));
    double sum = 0;
    double mean = (present + 1) / 2.0;
    double spread = 0;
    for (int i = 0; i < present; i++) {
      sum += i < first ? ranks[i] - mean : 0;
      spread += (ranks[i] - mean) * (ranks[i] - mean);
    }
    // Variance of the rank sum with ties: n1·n2/(N(N − 1)) Σ (r − r̄)².
    double variance = (double) first * last / present / (present - 1) * spread;
    double effect = 0.5 + sum / ((double) first * last);
    return variance > 0 && effect >= LEAST_EFFECT ? sum / Math.sqrt(variance) : 0;
  }
}
