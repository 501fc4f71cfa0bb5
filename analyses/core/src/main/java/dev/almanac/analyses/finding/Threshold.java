package dev.almanac.analyses.finding;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The value of a numeric param beyond which all marked runs lie and none on the other side, if that
 * is beyond chance: the probability that runs drawn at random lie so, times twice the number of
 * params that were looked at, is at most 5 %.
 *
 * @param param its name
 * @param above whether they lie at the value or above it; else at it or below
 * @param value the value
 * @param marked marked runs
 * @param beyond runs at the value or beyond
 * @param others runs on the other side
 */
record Threshold(String param, boolean above, double value, int marked, int beyond, int others) {

  private static final double CHANCE = 0.05;
  private static final int LEAST_OTHERS = 3;

  static Optional<Threshold> of(List<RunFact> runs, Predicate<RunFact> isMarked) {
    Map<String, double[][]> columns = columns(runs, isMarked);
    long marked = runs.stream().filter(isMarked).count();
    Threshold best = null;
    double least = Math.nextUp(CHANCE);
    for (Map.Entry<String, double[][]> column : columns.entrySet()) {
      double[] hit = column.getValue()[0];
      double[] missed = column.getValue()[1];
      if (hit.length != marked || marked < 2) {
        continue;
      }
      for (boolean above : new boolean[] {true, false}) {
        Threshold found = at(column.getKey(), above, hit, missed);
        double p = 2.0 * columns.size() * found.chance();
        boolean often = found.marked * 2 >= found.beyond;
        if (found.others >= LEAST_OTHERS && often && p < least) {
          least = p;
          best = found;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static Threshold at(String param, boolean above, double[] hit, double[] missed) {
    double value = hit[0];
    for (double each : hit) {
      value = above ? Math.min(value, each) : Math.max(value, each);
    }
    int beyond = hit.length;
    for (double each : missed) {
      beyond += (above ? each >= value : each <= value) ? 1 : 0;
    }
    int others = hit.length + missed.length - beyond;
    return new Threshold(param, above, value, hit.length, beyond, others);
  }

  /** Probability that the marked ones are all among those beyond, if any were as likely. */
  private double chance() {
    double chance = 1;
    for (int drawn = 0; drawn < marked; drawn++) {
      chance *= (beyond - drawn) / (double) (beyond + others - drawn);
    }
    return chance;
  }

  /** Values of each numeric param: of marked runs, and of the others. */
  private static Map<String, double[][]> columns(List<RunFact> runs, Predicate<RunFact> isMarked) {
    Map<String, double[][]> columns = new TreeMap<>();
    runs.stream()
        .flatMap(run -> run.settings().stream())
        .filter(setting -> setting.kind().equals("param") && !Double.isNaN(setting.number()))
        .map(Setting::key)
        .distinct()
        .forEach(
            key ->
                columns.put(
                    key,
                    new double[][] {
                      values(runs, isMarked, key), values(runs, isMarked.negate(), key)
                    }));
    return columns;
  }

  private static double[] values(List<RunFact> runs, Predicate<RunFact> which, String key) {
    return runs.stream()
        .filter(which)
        .flatMap(run -> run.settings().stream())
        .filter(setting -> setting.kind().equals("param") && setting.key().equals(key))
        .mapToDouble(Setting::number)
        .filter(number -> !Double.isNaN(number))
        .toArray();
  }
}
