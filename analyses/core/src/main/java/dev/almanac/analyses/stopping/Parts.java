package dev.almanac.analyses.stopping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Ways to divide runs into some to choose a rule on and others to try it on: each group left out
 * once where there are at least three groups of at least five runs, else random halves, each both
 * ways.
 *
 * @param divisions the ways
 * @param by group or half
 */
record Parts(List<Division> divisions, String by) {

  /** Fewer runs in a half leave nothing to stop after the rules' start-up. */
  static final int LEAST_RUNS = 16;

  private static final int SPLITS = 20;
  private static final int LEAST_GROUPS = 3;
  private static final int LEAST_OF_GROUP = 5;
  private static final int MOST_OF_PART = 200;

  /** Copies the list. */
  Parts {
    divisions = List.copyOf(divisions);
  }

  /**
   * One way.
   *
   * @param chosenOn the runs to choose on
   * @param triedOn the others
   */
  record Division(Replay chosenOn, Replay triedOn) {}

  /** Divides runs; no division if there are too few that ended by themselves. */
  static Parts of(List<LoggedRun> runs, long seed) {
    if (runs.stream().filter(LoggedRun::natural).count() < LEAST_RUNS) {
      return new Parts(List.of(), "half");
    }
    Map<String, List<LoggedRun>> groups = new TreeMap<>();
    for (LoggedRun run : runs) {
      if (run.group() != null && run.natural()) {
        groups.computeIfAbsent(run.group(), any -> new ArrayList<>()).add(run);
      }
    }
    groups.values().removeIf(group -> group.size() < LEAST_OF_GROUP);
    return groups.size() >= LEAST_GROUPS ? byGroup(runs, groups, seed) : byHalf(runs, seed);
  }

  private static Parts byGroup(
      List<LoggedRun> runs, Map<String, List<LoggedRun>> groups, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Division> divisions = new ArrayList<>();
    for (Map.Entry<String, List<LoggedRun>> group : groups.entrySet()) {
      if (divisions.size() == 2 * SPLITS) {
        break;
      }
      List<LoggedRun> rest =
          runs.stream().filter(run -> !group.getKey().equals(run.group())).toList();
      if (!rest.isEmpty()) {
        divisions.add(
            new Division(Replay.of(some(rest, random)), Replay.of(some(group.getValue(), random))));
      }
    }
    return new Parts(divisions, "group");
  }

  private static Parts byHalf(List<LoggedRun> runs, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Division> divisions = new ArrayList<>();
    for (int split = 0; split < SPLITS; split++) {
      List<LoggedRun> shuffled = shuffled(runs, random);
      int half = shuffled.size() / 2;
      List<LoggedRun> left = shuffled.subList(0, Math.min(half, MOST_OF_PART));
      List<LoggedRun> right =
          shuffled.subList(half, Math.min(shuffled.size(), half + MOST_OF_PART));
      if (left.stream().noneMatch(LoggedRun::natural)
          || right.stream().noneMatch(LoggedRun::natural)) {
        continue;
      }
      Replay first = Replay.of(left);
      Replay second = Replay.of(right);
      divisions.add(new Division(first, second));
      divisions.add(new Division(second, first));
    }
    return new Parts(divisions, "half");
  }

  private static List<LoggedRun> some(List<LoggedRun> runs, SplittableRandom random) {
    return runs.size() <= MOST_OF_PART ? runs : shuffled(runs, random).subList(0, MOST_OF_PART);
  }

  private static List<LoggedRun> shuffled(List<LoggedRun> runs, SplittableRandom random) {
    LoggedRun[] array = runs.toArray(new LoggedRun[0]);
    for (int index = array.length - 1; index > 0; index--) {
      int other = random.nextInt(index + 1);
      LoggedRun swapped = array[index];
      array[index] = array[other];
      array[other] = swapped;
    }
    return Arrays.asList(array);
  }
}
