package dev.almanac.analyses.stopping;

import java.util.Arrays;

/**
 * A run at the places where rules decide.
 *
 * @param run the run
 * @param number its number by its begin, from 0
 * @param point index of its last point at or before each place; -1 before its first one and behind
 *     its last one
 * @param fresh whether it has a point since the place before
 * @param best its best value up to each place
 * @param average mean of its values up to each place
 * @param bestX first x of the best value
 */
@SuppressWarnings("ArrayRecordComponent") // read-only by contract
record ReplayedRun(
    LoggedRun run,
    int number,
    int[] point,
    boolean[] fresh,
    double[] best,
    double[] average,
    double[] bestX) {

  static ReplayedRun of(LoggedRun run, int number, double[] places) {
    int count = places.length;
    ReplayedRun replayed =
        new ReplayedRun(
            run,
            number,
            new int[count],
            new boolean[count],
            new double[count],
            new double[count],
            new double[count]);
    Arrays.fill(replayed.point, -1);
    int next = 0;
    double best = Double.POSITIVE_INFINITY;
    double bestX = Double.NaN;
    double sum = 0;
    for (int place = 0; place < count && next < run.x().length; place++) {
      while (next < run.x().length && run.x()[next] <= places[place]) {
        double value = run.y()[next];
        bestX = value < best || next == 0 ? run.x()[next] : bestX;
        best = Math.min(best, value);
        sum += value;
        replayed.fresh[place] = true;
        next++;
      }
      replayed.point[place] = next - 1;
      replayed.best[place] = best;
      replayed.average[place] = next == 0 ? Double.NaN : sum / next;
      replayed.bestX[place] = bestX;
    }
    return replayed;
  }

  /** Tells whether it is known to have reached a place. */
  boolean reached(int place) {
    return point[place] >= 0;
  }

  /** Returns the last value at or before a place that it reached. */
  double value(int place) {
    return run.y()[point[place]];
  }

  /** Returns the x of that value. */
  double xAt(int place) {
    return run.x()[point[place]];
  }
}
