package dev.almanac.analyses.search;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Configurations that were tried more than once. Seeds are no part of a configuration: a run with
 * another seed is a repeat, but not an exact one.
 *
 * @param configurations how many different ones
 * @param repeats trials whose configuration had been tried before
 * @param exact those among them whose seed had been, too, or that logged none
 * @param exactSeconds run time of these, as far as it is known
 */
record Repeats(int configurations, int repeats, int exact, double exactSeconds) {

  static Repeats of(Sweep sweep) {
    Set<String> configurations = new HashSet<>();
    Set<List<String>> seeded = new HashSet<>();
    int repeats = 0;
    int exact = 0;
    double seconds = 0;
    for (Trial trial : sweep.used()) {
      String configuration = sweep.table().configuration(trial.row());
      boolean isNew = configurations.add(configuration);
      boolean isNewWithSeed = seeded.add(List.of(configuration, trial.seed()));
      if (!isNew) {
        repeats++;
        if (!isNewWithSeed) {
          exact++;
          seconds += Double.isNaN(trial.seconds()) ? 0 : trial.seconds();
        }
      }
    }
    return new Repeats(configurations.size(), repeats, exact, seconds);
  }
}
