package dev.almanac.analyses.stopping;

import java.util.Locale;

/**
 * Stops a run that will not be better than the best completed one with a probability of 95 %, by
 * the forecast of its own curve: the rule of Domhan, Springenberg and Hutter (IJCAI 2015), with the
 * interval widened by how far completed runs had ended outside of theirs. Looks at three moments
 * only.
 *
 * @param forecasts the forecasts of all runs, computed when asked for
 * @param from the first of its three moments at which it acts, from 0
 */
record PredictionRule(RunForecasts forecasts, int from) implements StopRule {

  /** Fewer completed runs give no quantile of 90 %. */
  private static final int LEAST_COMPLETED = 9;

  private static final double LEVEL = 0.9;

  @Override
  public String family() {
    return "prediction";
  }

  @Override
  public String name() {
    return "curve prediction (from " + Numbers.plain(forecasts.moment(from)) + ")";
  }

  @Override
  public String options() {
    return String.format(
        Locale.ROOT,
        "{\"from\":%s,\"horizon\":%s,\"probability\":0.05}",
        Numbers.plain(forecasts.moment(from)),
        Numbers.plain(forecasts.horizon()));
  }

  @Override
  public State begin(double[] places) {
    return new Known();
  }

  private final class Known implements State {

    private final SortedValues[] misses = {
      new SortedValues(), new SortedValues(), new SortedValues()
    };
    private double best = Double.POSITIVE_INFINITY;

    @Override
    public boolean stops(ReplayedRun run, int place) {
      int moment = forecasts.momentAt(run, place);
      if (moment < from || misses[moment].size() < LEAST_COMPLETED) {
        return false;
      }
      double low = forecasts.ends(run, moment)[0];
      int size = misses[moment].size();
      int rank = Math.min(size, (int) Math.ceil(LEVEL * (size + 1)));
      // Not finite: no forecast, no reason to stop.
      return low - misses[moment].get(rank - 1) > best;
    }

    @Override
    public void completed(ReplayedRun run) {
      double end = run.run().finalLevel();
      best = Math.min(best, end);
      for (int moment = 0; moment < misses.length; moment++) {
        double[] ends = forecasts.ends(run, moment);
        double miss = Math.max(ends[0] - end, end - ends[1]);
        if (!Double.isNaN(miss)) {
          misses[moment].add(miss);
        }
      }
    }
  }
}
