package dev.almanac.analyses.search;

import dev.almanac.analyses.sensitivity.Goal;
import java.util.ArrayList;
import java.util.List;

/**
 * How the best value came about. Trials count from 1, among those with a value.
 *
 * @param steps one a trial with a value, in order
 * @param bestTrial the first trial that reached the best value; 0 without any
 * @param improvements how often a trial was better than all before it, the first aside
 * @param toNinety trial by which nine tenths of the gain were reached; 0 without any
 * @param gain best value less that of the first trial, as a size; NaN without any
 */
record Progress(List<Step> steps, int bestTrial, int improvements, int toNinety, double gain) {

  /**
   * One trial.
   *
   * @param trial the trial
   * @param best best value so far
   * @param improved whether it is better than all before it
   * @param gainShare part of the whole gain that is reached
   * @param seconds run time of all trials that began until then, this one included
   */
  record Step(Trial trial, double best, boolean improved, double gainShare, double seconds) {}

  /** Follow a sweep whose direction is known. */
  static Progress of(Sweep sweep) {
    Goal goal = sweep.goal();
    double last = sweep.best().map(Trial::value).orElse(Double.NaN);
    List<Step> steps = new ArrayList<>();
    double first = Double.NaN;
    double best = Double.NaN;
    double seconds = 0;
    int bestTrial = 0;
    int improvements = 0;
    int toNinety = 0;
    for (Trial trial : sweep.trials()) {
      seconds += Double.isNaN(trial.seconds()) ? 0 : trial.seconds();
      if (!trial.isUsed()) {
        continue;
      }
      boolean isFirst = steps.isEmpty();
      boolean improved = isFirst || goal.prefers(trial.value(), best);
      if (improved) {
        first = isFirst ? trial.value() : first;
        best = trial.value();
        bestTrial = steps.size() + 1;
        improvements += isFirst ? 0 : 1;
      }
      double share = last == first ? 1 : (best - first) / (last - first);
      toNinety = toNinety == 0 && share >= 0.9 ? steps.size() + 1 : toNinety;
      steps.add(new Step(trial, best, improved, share, seconds));
    }
    return new Progress(steps, bestTrial, improvements, toNinety, Math.abs(last - first));
  }

  /** Return the improvements, the ends, and some two hundred others, with their places from 1. */
  List<Integer> places() {
    int stride = Math.max(1, (int) Math.ceil(steps.size() / 200.0));
    List<Integer> places = new ArrayList<>();
    for (int place = 1; place <= steps.size(); place++) {
      boolean isEnd = place == steps.size();
      if ((place - 1) % stride == 0 || isEnd || steps.get(place - 1).improved()) {
        places.add(place);
      }
    }
    return places;
  }
}
