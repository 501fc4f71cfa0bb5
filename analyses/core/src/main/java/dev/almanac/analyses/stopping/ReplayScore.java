package dev.almanac.analyses.stopping;

import java.util.Arrays;
import java.util.List;

/**
 * What a rule saved and cost in one replay.
 *
 * @param stops the place at which each run was stopped, by number; -1 where it was not
 * @param stopped runs stopped
 * @param censored runs that did not end by themselves
 * @param censoredStopped of these, stopped
 * @param stepsSaved x not gone
 * @param secondsSaved time of it; NaN without times
 * @param gpuSecondsSaved time of it times the GPUs of each run; NaN without times, or if the GPUs
 *     of a stopped run are unknown
 * @param savedShare stepsSaved of the x that all went
 * @param regret how much worse the best run left is than the best; NaN if none is left
 * @param falseKills stopped runs that ended among the best tenth
 * @param bestKilled whether the best was stopped
 */
@SuppressWarnings("ArrayRecordComponent") // read-only by contract
record ReplayScore(
    int[] stops,
    int stopped,
    int censored,
    int censoredStopped,
    double stepsSaved,
    double secondsSaved,
    double gpuSecondsSaved,
    double savedShare,
    double regret,
    int falseKills,
    boolean bestKilled) {

  private static final double TOP_SHARE = 0.1;

  static ReplayScore of(Replay replay, StopRule rule) {
    int[] stops = replay.play(rule);
    double top = topLevel(replay.runs());
    double best = Double.POSITIVE_INFINITY;
    double bestLeft = Double.POSITIVE_INFINITY;
    double steps = 0;
    double all = 0;
    double seconds = 0;
    double gpuSeconds = 0;
    int stopped = 0;
    int censored = 0;
    int censoredStopped = 0;
    int falseKills = 0;
    for (ReplayedRun each : replay.runs()) {
      LoggedRun run = each.run();
      int stop = stops[each.number()];
      all += run.length();
      if (stop >= 0) {
        stopped++;
        steps += run.lastX() - each.xAt(stop);
        seconds += savedSeconds(each, stop);
        gpuSeconds += savedSeconds(each, stop) * run.gpus();
      }
      if (!run.natural()) {
        censored++;
        censoredStopped += stop >= 0 ? 1 : 0;
        continue;
      }
      best = Math.min(best, run.finalLevel());
      bestLeft = stop >= 0 ? bestLeft : Math.min(bestLeft, run.finalLevel());
      falseKills += stop >= 0 && run.finalLevel() <= top ? 1 : 0;
    }
    double regret = bestLeft == Double.POSITIVE_INFINITY ? Double.NaN : bestLeft - best;
    return new ReplayScore(
        stops,
        stopped,
        censored,
        censoredStopped,
        steps,
        replay.timed() ? seconds : Double.NaN,
        replay.timed() ? gpuSeconds : Double.NaN,
        all > 0 ? steps / all : 0,
        regret,
        falseKills,
        !(regret <= 0));
  }

  /** Returns the level of the worst of the best tenth of the runs that ended by themselves. */
  static double topLevel(List<ReplayedRun> runs) {
    double[] finals =
        runs.stream()
            .filter(each -> each.run().natural())
            .mapToDouble(each -> each.run().finalLevel())
            .toArray();
    if (finals.length == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    Arrays.sort(finals);
    return finals[(int) Math.ceil(TOP_SHARE * finals.length) - 1];
  }

  static double savedSeconds(ReplayedRun run, int stop) {
    double[] seconds = run.run().seconds();
    return seconds[seconds.length - 1] - seconds[run.point()[stop]];
  }

  /** Tells whether another saves more at no more regret, or as much at less. */
  boolean isBeatenBy(ReplayScore other) {
    double mine = Double.isNaN(regret) ? Double.POSITIVE_INFINITY : regret;
    double others = Double.isNaN(other.regret) ? Double.POSITIVE_INFINITY : other.regret;
    return other.savedShare >= savedShare
        && others <= mine
        && (other.savedShare > savedShare || others < mine);
  }
}
