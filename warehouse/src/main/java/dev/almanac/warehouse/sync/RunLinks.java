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
 * servers with names, users and tags before logs on disk; of equals the first by key, so that the
 * order of syncs does not matter. A group in which one tracker has two runs is ambiguous and left
 * alone.
 */
final class RunLinks {

  /** Trackers that know names, users, tags and states of runs, before those that only log. */
  private static final List<String> STRONGEST =
      List.of("wandb", "mlflow", "neptune", "comet", "clearml", "aim", "trackio", "optuna");

  private final Map<String, String> trackers;
  private final Map<String, String> parents = new HashMap<>();

  /**
   * Begins without links.
   *
   * @param trackers trackers of all runs by key
   */
  RunLinks(Map<String, String> trackers) {
    this.trackers = trackers;
  }

  /** Takes in that two runs are the same. */
  void join(String one, String other) {
    String first = root(one);
    String second = root(other);
    if (!first.equals(second)) {
      parents.put(second, first);
    }
  }

  private String root(String key) {
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
    linked.forEach(key -> groups.computeIfAbsent(root(key), x -> new ArrayList<>()).add(key));
    Map<String, String> sameAs = new TreeMap<>();
    for (List<String> group : groups.values()) {
      long kinds = group.stream().map(this::tracker).distinct().count();
      if (kinds == group.size()) {
        group.sort(Comparator.comparingInt(this::rank).thenComparing(key -> key));
        group.subList(1, group.size()).forEach(key -> sameAs.put(key, group.get(0)));
      }
    }
    return sameAs;
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
