package dev.almanac.analyses.projection;

import dev.almanac.analyses.curvefit.Bounds;
import dev.almanac.analyses.curvefit.Forecast;
import dev.almanac.analyses.curvefit.Forecaster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How forecasts did on the finished runs of a project, each cut after some share of its length.
 * Computed for a share when it is first asked for; at most 100 runs are cut.
 */
final class GroupHistory {

  /** More runs than this hardly change a quantile. */
  private static final int MOST_RUNS = 100;

  private static final int SHARES = 10;

  private final List<ProjectedRun> finished;
  private final Forecaster forecaster;
  private final Bounds bounds;
  private final long seed;
  private final Map<Integer, ForecastTrials> byTenth = new TreeMap<>();

  /**
   * Prepares.
   *
   * @param finished finished runs over one axis, in any fixed order
   */
  GroupHistory(List<ProjectedRun> finished, Forecaster forecaster, Bounds bounds, long seed) {
    List<ProjectedRun> usable =
        finished.stream().filter(run -> run.x().length >= Forecaster.LEAST_POINTS + 2).toList();
    int stride = (usable.size() + MOST_RUNS - 1) / MOST_RUNS;
    List<ProjectedRun> some = new ArrayList<>();
    for (int index = 0; index < usable.size(); index += Math.max(1, stride)) {
      some.add(usable.get(index));
    }
    this.finished = some;
    this.forecaster = forecaster;
    this.bounds = bounds;
    this.seed = seed;
  }

  /** Returns how forecasts did that had seen about this share of the way to the horizon. */
  ForecastTrials at(double observed) {
    int tenth = (int) Math.max(1, Math.min(SHARES - 1, Math.round(observed * SHARES)));
    return byTenth.computeIfAbsent(tenth, this::trials);
  }

  /** Returns what was computed so far, by share. */
  Map<Double, ForecastTrials> computed() {
    Map<Double, ForecastTrials> byShare = new TreeMap<>();
    byTenth.forEach((tenth, trials) -> byShare.put((double) tenth / SHARES, trials));
    return byShare;
  }

  private ForecastTrials trials(int tenth) {
    List<ForecastTrials.Trial> trials = new ArrayList<>();
    for (ProjectedRun run : finished) {
      int seen = run.pointsWithin((double) tenth / SHARES);
      if (seen < Forecaster.LEAST_POINTS || seen == run.x().length) {
        continue;
      }
      Optional<Forecast> forecast =
          forecaster.forecast(
              Arrays.copyOf(run.x(), seen),
              Arrays.copyOf(run.y(), seen),
              run.lastX(),
              bounds,
              seed ^ run.runKey().hashCode());
      forecast.ifPresent(
          said -> trials.add(new ForecastTrials.Trial(run.runKey(), said, run.finalLevel())));
    }
    return ForecastTrials.of(trials);
  }
}
