package dev.almanac.analyses.sensitivity;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A summary of the shares of the params that took part in a fit.
 *
 * @param summary over those params only
 * @param place number of each param among them, −1 if it took no part
 */
record ModelledShares(ShareSummary summary, int[] place) {

  /** Summarise shares {@code [draw][param]}. */
  static ModelledShares of(double[][] shares, boolean[] modelled) {
    int[] kept = IntStream.range(0, modelled.length).filter(param -> modelled[param]).toArray();
    int[] place = new int[modelled.length];
    Arrays.fill(place, -1);
    for (int i = 0; i < kept.length; i++) {
      place[kept[i]] = i;
    }
    double[][] compact =
        Arrays.stream(shares)
            .map(draw -> Arrays.stream(kept).mapToDouble(param -> draw[param]).toArray())
            .toArray(double[][]::new);
    return new ModelledShares(ShareSummary.of(compact), place);
  }

  /** Return the probability that a param's share is negligible. */
  double noise(int param) {
    return summary.noise(place[param]);
  }
}
