package dev.almanac.analyses.convergence;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How long runs take to reach a value, when some never reach it: Kaplan and Meier, "Nonparametric
 * estimation from incomplete observations", JASA 53 (1958). Runs that did not reach it count for as
 * long as they were watched, instead of being dropped.
 *
 * @param runs how many runs
 * @param reached how many of them reached the value
 * @param median first x at which at most half of the runs have not reached it; NaN if more never do
 * @param restrictedMean mean x to reach it, runs being watched up to the longest x; NaN of no runs
 */
public record SurvivalTime(int runs, int reached, double median, double restrictedMean) {

  /** Estimates the time of some runs to one threshold. */
  static SurvivalTime of(List<Threshold> thresholds) {
    Threshold[] ordered = thresholds.toArray(new Threshold[0]);
    // At one x those that reach the value are counted before those that end.
    Arrays.sort(
        ordered,
        Comparator.comparingDouble(SurvivalTime::time)
            .thenComparing(threshold -> threshold.reached() ? 0 : 1));
    double surviving = 1;
    double median = Double.NaN;
    double area = 0;
    double before = 0;
    int reached = 0;
    for (int index = 0; index < ordered.length; index++) {
      double time = time(ordered[index]);
      area += surviving * (time - before);
      before = time;
      if (ordered[index].reached()) {
        reached++;
        surviving *= 1 - 1.0 / (ordered.length - index);
        // Half of an even number of runs is rarely exactly .5 after so many products.
        median = Double.isNaN(median) && surviving <= 0.5 + 1e-12 ? time : median;
      }
    }
    return new SurvivalTime(
        ordered.length, reached, median, ordered.length == 0 ? Double.NaN : area);
  }

  private static double time(Threshold threshold) {
    return threshold.reached() ? threshold.xReached() : threshold.xCensored();
  }
}
