package dev.almanac.analyses.stopping;

import java.util.Locale;

/**
 * Stops a run whose best value so far is worse than a percentile of what completed runs had at the
 * same x, as Optuna's {@code PercentilePruner} and, with 50 %, its {@code MedianPruner} (5.0); or
 * worse than the median of the completed runs' running averages, as Golovin et al., "Google Vizier:
 * A Service for Black-Box Optimization" (KDD 2017, section 3.1).
 *
 * <p>Where a completed run has no value at the very x, the one before counts.
 *
 * @param family median, percentile or running_average
 * @param percent the run is stopped if it is worse than so many percent of the others, counted from
 *     the best
 * @param startup no run is stopped before so many completed
 * @param warmUp no run is stopped before this x
 */
record PercentileRule(String family, double percent, int startup, double warmUp)
    implements StopRule {

  static PercentileRule median(int startup, double warmUp) {
    return new PercentileRule("median", 50, startup, warmUp);
  }

  static PercentileRule percentile(double percent, int startup, double warmUp) {
    return new PercentileRule("percentile", percent, startup, warmUp);
  }

  static PercentileRule runningAverage(int startup, double warmUp) {
    return new PercentileRule("running_average", 50, startup, warmUp);
  }

  @Override
  public String name() {
    String what =
        switch (family) {
          case "median" -> "median";
          case "running_average" -> "median of running averages";
          default -> "percentile " + Numbers.plain(percent);
        };
    return what + " (start-up " + startup + " runs, warm-up " + Numbers.plain(warmUp) + ")";
  }

  @Override
  public String options() {
    return String.format(
        Locale.ROOT,
        "{\"percent\":%s,\"startup\":%d,\"warm_up\":%s}",
        Numbers.plain(percent),
        startup,
        Numbers.plain(warmUp));
  }

  @Override
  public State begin(double[] places) {
    return new Completed(places);
  }

  private final class Completed implements State {

    private final double[] places;
    private final SortedValues[] values;
    private int completed;

    Completed(double[] places) {
      this.places = places;
      this.values = new SortedValues[places.length];
      for (int place = 0; place < places.length; place++) {
        values[place] = new SortedValues();
      }
    }

    @Override
    public boolean stops(ReplayedRun run, int place) {
      if (completed == 0 || completed < startup || run.xAt(place) < warmUp) {
        return false;
      }
      // Lower is better, so that "worse than 25 %" is above the 25th percentile.
      return run.best()[place] > values[place].percentile(percent);
    }

    @Override
    public void completed(ReplayedRun run) {
      completed++;
      boolean averages = "running_average".equals(family);
      for (int place = 0; place < places.length; place++) {
        if (run.reached(place)) {
          values[place].add(averages ? run.average()[place] : run.value(place));
        }
      }
    }
  }
}
