package dev.almanac.analyses.search;

import dev.almanac.analyses.sensitivity.Goal;
import dev.almanac.analyses.sensitivity.ParamColumn;
import dev.almanac.analyses.sensitivity.RunTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The trials of one sweep, or of a whole project, in the order in which they began. Immutable.
 *
 * @param name the group, study or parent run; null for the whole project
 * @param goal which end of the metric is good
 * @param trials in order of their beginning
 * @param table their params, by {@link Trial#row()}
 */
record Sweep(@Nullable String name, Goal goal, List<Trial> trials, RunTable table) {
  /** The best tenth has no fewer trials than this: of fewer, nothing can be said. */
  static final int LEAST_TOP = 5;

  /** Searches with fewer values have no best tenth. */
  static final int LEAST_FOR_TOP = 20;

  /** Trials with a start time, by all, for these to say the order. */
  private static final double ORDERED = 0.9;

  /** Puts the trials in order. */
  Sweep {
    trials =
        trials.stream().sorted(isOrderedByStart(trials) ? Trial.BY_START : Trial.BY_KEY).toList();
  }

  /** Tell whether start times say the order: nine in ten trials have one. */
  private static boolean isOrderedByStart(List<Trial> trials) {
    long known = trials.stream().filter(trial -> trial.start() != 0).count();
    return !trials.isEmpty() && known >= ORDERED * trials.size();
  }

  /** Tell whether start times say the order; else it is that of the keys. */
  boolean isOrderedByStart() {
    return isOrderedByStart(trials);
  }

  /** Return the trials that have a value, in order. */
  List<Trial> used() {
    return trials.stream().filter(Trial::isUsed).toList();
  }

  /** Return the best trial, the first of several; empty without direction or values. */
  Optional<Trial> best() {
    Trial best = null;
    if (goal != Goal.UNKNOWN) {
      for (Trial trial : trials) {
        if (trial.isUsed() && (best == null || goal.prefers(trial.value(), best.value()))) {
          best = trial;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * Return the best tenth of the trials with a value, at least five, with all that equal the last
   * of them; empty if there are fewer than twenty, or they are half of all or more, or without
   * direction.
   */
  List<Trial> top() {
    List<Trial> used = used();
    if (goal == Goal.UNKNOWN || used.size() < LEAST_FOR_TOP) {
      return List.of();
    }
    List<Trial> sorted = new ArrayList<>(used);
    Comparator<Trial> byValue = Comparator.comparingDouble(Trial::value);
    sorted.sort(goal == Goal.MAXIMIZE ? byValue.reversed() : byValue);
    int count = Math.max(LEAST_TOP, (int) Math.ceil(sorted.size() / 10.0));
    double last = sorted.get(count - 1).value();
    List<Trial> top =
        used.stream().filter(t -> t.value() == last || goal.prefers(t.value(), last)).toList();
    return 2 * top.size() < used.size() ? top : List.of();
  }

  /** Return the trials with a value that are not among the given ones, in order. */
  List<Trial> others(List<Trial> top) {
    Set<String> keys = top.stream().map(Trial::key).collect(Collectors.toSet());
    return used().stream().filter(trial -> !keys.contains(trial.key())).toList();
  }

  /** Return the values of a param in the given trials, without those that do not have it. */
  static double[] values(ParamColumn param, List<Trial> trials) {
    return trials.stream()
        .mapToDouble(trial -> param.value(trial.row()))
        .filter(value -> !Double.isNaN(value))
        .toArray();
  }
}
