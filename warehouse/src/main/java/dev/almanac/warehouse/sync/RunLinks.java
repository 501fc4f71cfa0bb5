package dev.almanac.warehouse.sync;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides, of runs that were found to be the same, which one counts. Pure.
 *
 * <p>Pairs are joined to groups. The run that counts is the one whose tracker knows most of a run:
 * servers with names, users and tags before logs on disk; of equals the one with more points, then
 * the first by key, so that the order of syncs does not matter. A group in which one tracker has
 * two runs is ambiguous and left alone, unless they are one by the tracker's own name for it: a run
 * on the server and its export.
 */
final class RunLinks {

  /** Trackers that know names, users, tags and states of runs, before those that only log. */
  private static final List<String> STRONGEST =
      List.of("wandb", "mlflow", "neptune", "comet", "clearml", "aim", "trackio", "optuna");

  private final Map<String, String> trackers;
  private final Map<String, Long> points;
  private final Map<String, String> parents = new HashMap<>();
  private final Map<String, String> namesakes = new HashMap<>();

  /**
   * Begins without links.
   *
   * @param trackers trackers of all runs by key
   * @param points how many points each has
   */
  RunLinks(Map<String, String> trackers, Map<String, Long> points) {
    this.trackers = trackers;
    this.points = points;
  }

  /** Takes in that two runs are the same. */
  void join(String one, String other) {
    join(parents, one, other);
  }

  /** Takes in that two runs are the same by what a tracker itself calls them. */
  void identify(String one, String other) {
    join(namesakes, one, other);
  }

  private static void join(Map<String, String> parents, String one, String other) {
    String first = root(parents, one);
    String second = root(parents, other);
    if (!first.equals(second)) {
      parents.put(second, first);
    }
  }

  private static String root(Map<String, String> parents, String key) {
    String at = key;
    String parent = parents.get(at);
    while (parent != null) {
      at = parent;
      parent = parents.get(at);
    }
    return at;
  }

  /** Returns, for each run that does not count, the one that does. */
  Map<String, String> sameAs() {
    Map<String, List<String>> groups = new TreeMap<>();
    Set<String> linked = new HashSet<>(parents.keySet());
    linked.addAll(parents.values());
    linked.forEach(
        key -> groups.computeIfAbsent(root(parents, key), x -> new ArrayList<>()).add(key));
    Map<String, String> sameAs = new TreeMap<>();
    for (List<String> group : groups.values()) {
      if (isClear(group)) {
        group.sort(
            Comparator.comparingInt(this::rank)
                .thenComparing(key -> -points.getOrDefault(key, 0L))
                .thenComparing(key -> key));
        group.subList(1, group.size()).forEach(key -> sameAs.put(key, group.get(0)));
      }
    }
    return sameAs;
  }

  /** Tells whether all runs that one tracker has in a group are one by their names. */
  private boolean isClear(List<String> group) {
    Map<String, String> names = new HashMap<>();
    for (String key : group) {
      String name = root(namesakes, key);
      if (!names.computeIfAbsent(tracker(key), absent -> name).equals(name)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Adds the links of runs that have vanished from their source: their rows stay, so they stay
   * records of the run that they were found to be. Where the vanished one counted, one that is left
   * counts from now on.
   *
   * @param links the links of the runs that are left
   * @param before the links so far, null for runs that counted
   */
  static Map<String, String> keepingGone(
      Map<String, String> links, Map<String, @Nullable String> before, Set<String> gone) {
    Map<String, String> all = new TreeMap<>(links);
    before.forEach(
        (key, target) -> {
          if (target != null && gone.contains(target) && !gone.contains(key)) {
            all.putIfAbsent(target, links.getOrDefault(key, key));
          }
        });
    for (String key : gone) {
      String target = before.get(key);
      if (target != null && before.containsKey(target)) {
        all.putIfAbsent(key, all.getOrDefault(target, target));
      }
    }
    return all;
  }

  private int rank(String key) {
    int rank = STRONGEST.indexOf(tracker(key));
    return rank < 0 ? STRONGEST.size() : rank;
  }

  private String tracker(String key) {
    return trackers.getOrDefault(key, "");
  }
}
