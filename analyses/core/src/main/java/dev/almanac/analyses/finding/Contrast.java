package dev.almanac.analyses.finding;

import dev.almanac.analyses.search.Hypergeometric;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The one setting that sets some runs apart from others, if it does so beyond chance: Fisher's
 * exact test, times the number of settings that were looked at (Bonferroni), is at most 5 %.
 *
 * @param setting what the marked runs have
 * @param markedWith marked runs that have it
 * @param allWith runs that have it
 * @param marked marked runs
 * @param all runs
 */
record Contrast(Setting setting, int markedWith, int allWith, int marked, int all) {

  private static final double CHANCE = 0.05;
  private static final int LEAST_MARKED = 3;

  /** What a setting must be to count: params alike in all but the number that is read from them. */
  private record Name(String kind, String key, String text) {}

  /**
   * Finds it.
   *
   * @param runs some runs
   * @param isMarked which of them are to be told from the others
   * @param coverage share of the marked runs that must have the setting
   */
  static Optional<Contrast> of(List<RunFact> runs, Predicate<RunFact> isMarked, double coverage) {
    int marked = (int) runs.stream().filter(isMarked).count();
    int all = runs.size();
    if (marked < LEAST_MARKED || marked == all) {
      return Optional.empty();
    }
    Map<Name, int[]> counts =
        new TreeMap<>(
            Comparator.comparing(Name::kind).thenComparing(Name::key).thenComparing(Name::text));
    for (RunFact run : runs) {
      for (Name name : names(run)) {
        int[] count = counts.computeIfAbsent(name, unused -> new int[2]);
        count[0] += isMarked.test(run) ? 1 : 0;
        count[1]++;
      }
    }
    // Settings of fewer runs could not have passed, so that they were no tries.
    long tries = counts.values().stream().filter(c -> c[1] >= LEAST_MARKED && c[1] < all).count();
    Contrast best = null;
    double least = CHANCE;
    for (Map.Entry<Name, int[]> entry : counts.entrySet()) {
      int with = entry.getValue()[0];
      int allWith = entry.getValue()[1];
      if (allWith == all || with < LEAST_MARKED || with < coverage * marked) {
        continue;
      }
      double p = tries * Hypergeometric.atLeast(with, allWith, marked, all);
      if (p < least || (best == null && p == least)) {
        least = p;
        Name name = entry.getKey();
        best =
            new Contrast(
                new Setting(name.kind(), name.key(), name.text(), Double.NaN),
                with,
                allWith,
                marked,
                all);
      }
    }
    return Optional.ofNullable(best);
  }

  /** Returns the share of the runs without the setting that are marked. */
  double rateWithout() {
    return (marked - markedWith) / (double) (all - allWith);
  }

  /** Returns the share of the runs with the setting that are marked. */
  double rateWith() {
    return markedWith / (double) allWith;
  }

  /** Returns the share of the runs that are not marked that have the setting. */
  double rateOfOthers() {
    return (allWith - markedWith) / (double) (all - marked);
  }

  private static Set<Name> names(RunFact run) {
    Set<Name> names = new LinkedHashSet<>();
    run.settings().forEach(s -> names.add(new Name(s.kind(), s.key(), s.text())));
    return names;
  }
}
