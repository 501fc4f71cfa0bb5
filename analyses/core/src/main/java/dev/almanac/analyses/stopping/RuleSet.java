package dev.almanac.analyses.stopping;

import dev.almanac.analyses.curvefit.Bounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rules that are replayed over a project, with options in proportion to its runs' length. */
final class RuleSet {

  private static final int STARTUP = 5;
  private static final double[] WARM_UPS = {0, 0.1, 0.25, 0.5};
  private static final double[] PERCENTS = {25, 75, 90};
  private static final double[] PATIENCES = {0.05, 0.1, 0.2, 0.3};
  private static final int[] FACTORS = {2, 3, 4};
  private static final int MOST_RUNGS = 4;
  private static final int HYPERBAND_FACTOR = 3;

  private RuleSet() {}

  /** Returns the rules for some runs, none twice. */
  static List<StopRule> of(List<LoggedRun> runs, String study, Bounds bounds, boolean predict) {
    double first = runs.stream().mapToDouble(run -> run.x()[0]).min().orElse(0);
    double last = typicalEnd(runs);
    double way = last - first;
    // Before the second point there is no rung to tell runs apart.
    double lowest = Math.max(0, first) + typicalStep(runs);
    List<StopRule> rules = new ArrayList<>();
    for (double share : WARM_UPS) {
      double warmUp = share == 0 ? 0 : first + share * way;
      rules.add(PercentileRule.median(STARTUP, warmUp));
      rules.add(PercentileRule.runningAverage(STARTUP, warmUp));
      for (double percent : PERCENTS) {
        rules.add(PercentileRule.percentile(percent, STARTUP, warmUp));
      }
    }
    for (int factor : FACTORS) {
      for (int rungs = 1; rungs <= MOST_RUNGS; rungs++) {
        double least = last / Math.pow(factor, rungs);
        if (least >= lowest) {
          rules.add(HalvingRule.halving(least, factor));
        }
      }
    }
    double least = Math.max(lowest, last / Math.pow(HYPERBAND_FACTOR, MOST_RUNGS));
    if (least * HYPERBAND_FACTOR <= last) {
      rules.add(HalvingRule.hyperband(least, last, HYPERBAND_FACTOR, study));
    }
    for (double share : PATIENCES) {
      if (way > 0) {
        rules.add(new PatienceRule(share * way));
      }
    }
    if (predict && way > 0) {
      RunForecasts forecasts = new RunForecasts(first, last, bounds);
      rules.add(new PredictionRule(forecasts, 0));
      rules.add(new PredictionRule(forecasts, 1));
    }
    return List.copyOf(rules);
  }

  private static double typicalStep(List<LoggedRun> runs) {
    double[] steps =
        runs.stream()
            .mapToDouble(run -> (run.lastX() - run.x()[0]) / (run.x().length - 1))
            .sorted()
            .toArray();
    return steps[steps.length / 2];
  }

  private static double typicalEnd(List<LoggedRun> runs) {
    double[] ends =
        runs.stream().filter(LoggedRun::natural).mapToDouble(LoggedRun::lastX).toArray();
    if (ends.length == 0) {
      ends = runs.stream().mapToDouble(LoggedRun::lastX).toArray();
    }
    Arrays.sort(ends);
    return ends[ends.length / 2];
  }
}
