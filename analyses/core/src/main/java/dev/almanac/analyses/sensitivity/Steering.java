package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.statistics.Ranks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
    double[] most = new double[params.size()];
    double[] together = new double[SPLITS.length];
    for (int i = 0; i < most.length; i++) {
      double[] closing = closing(distances(table, params.get(i), best));
      for (int split = 0; split < SPLITS.length; split++) {
        most[i] = Math.max(most[i], closing[split]);
        together[split] += closing[split] / Math.sqrt(most.length);
      }
    }
    double strongest = Arrays.stream(together).max().orElse(0);
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

  /** Standard errors by which early distances exceed late ones, for each split. */
  private static double[] closing(double[] distances) {
    int[] present =
        IntStream.range(0, distances.length).filter(run -> !Double.isNaN(distances[run])).toArray();
    double[] ranks = Ranks.of(IntStream.of(present).mapToDouble(run -> distances[run]).toArray());
    double[] result = new double[SPLITS.length];
    for (int split = 0; split < SPLITS.length; split++) {
      int early = (int) Math.round(SPLITS[split] * distances.length);
      int first = (int) IntStream.of(present).filter(run -> run < early).count();
      if (early >= LEAST_EARLY && first >= LEAST_EARLY / 2) {
        result[split] = standardErrors(ranks, first);
      }
    }
    return result;
  }

  /** Return the standardised rank sum of the first ones; 0 if the effect is small. */
  private static double standardErrors(double[] ranks, int first) {
    int present = ranks.length;
    int last = present - first;
    if (last < LEAST_EARLY) {
      return 0;
    }
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
