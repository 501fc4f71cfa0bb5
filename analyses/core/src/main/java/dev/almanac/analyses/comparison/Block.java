package dev.almanac.analyses.comparison;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Configurations that were all run on the same tasks: what a fair comparison needs. Where the
 * history has gaps, configurations and tasks are left out until none is left, the emptiest first.
 *
 * @param name the param that names the configurations
 * @param cells outcomes, higher being better, by configuration and task; no cell is empty
 * @param groupsLeftOut configurations that were left out
 * @param tasksLeftOut tasks that were left out
 */
record Block(
    String name,
    TreeMap<String, TreeMap<String, List<Double>>> cells,
    int groupsLeftOut,
    int tasksLeftOut) {

  /** So many configurations are compared with one another, those on most tasks first. */
  static final int MOST_GROUPS = 12;

  /** Finds the block among all outcomes. */
  static Block of(String name, Map<String, TreeMap<String, List<Double>>> all) {
    TreeMap<String, TreeMap<String, List<Double>>> cells = new TreeMap<>();
    largest(all)
        .forEach(
            group -> cells.put(group, new TreeMap<>(all.getOrDefault(group, new TreeMap<>()))));
    int tasks = tasks(all).size();
    while (true) {
      TreeSet<String> present = tasks(cells);
      String worstGroup = "";
      String worstTask = "";
      double most = 0;
      for (Map.Entry<String, TreeMap<String, List<Double>>> group : cells.entrySet()) {
        double missing = 1 - (double) group.getValue().size() / present.size();
        if (missing > most) {
          most = missing;
          worstGroup = group.getKey();
        }
      }
      for (String task : present) {
        long filled = cells.values().stream().filter(row -> row.containsKey(task)).count();
        double missing = 1 - (double) filled / cells.size();
        if (missing > most) {
          most = missing;
          worstGroup = "";
          worstTask = task;
        }
      }
      if (most == 0) {
        return new Block(name, cells, all.size() - cells.size(), tasks - tasks(cells).size());
      }
      String task = worstTask;
      if (worstGroup.isEmpty()) {
        cells.values().forEach(row -> row.remove(task));
        cells.values().removeIf(TreeMap::isEmpty);
      } else {
        cells.remove(worstGroup);
      }
    }
  }

  private static List<String> largest(Map<String, TreeMap<String, List<Double>>> all) {
    List<String> groups = new ArrayList<>(new TreeSet<>(all.keySet()));
    groups.sort(Comparator.comparingInt(group -> -all.getOrDefault(group, new TreeMap<>()).size()));
    List<String> several =
        groups.stream()
            .filter(group -> all.getOrDefault(group, new TreeMap<>()).size() > 1)
            .toList();
    return several.subList(0, Math.min(MOST_GROUPS, several.size()));
  }

  private static TreeSet<String> tasks(Map<String, TreeMap<String, List<Double>>> cells) {
    TreeSet<String> tasks = new TreeSet<>();
    cells.values().forEach(row -> tasks.addAll(row.keySet()));
    return tasks;
  }

  /** Returns the configurations in order. */
  List<String> groups() {
    return List.copyOf(cells.keySet());
  }

  /** Returns the tasks in order. */
  List<String> tasks() {
    return List.copyOf(tasks(cells));
  }

  /** Tells whether there is something to compare. */
  boolean isComparison() {
    return cells.size() > 1 && tasks().size() > 1;
  }

  /** Returns the number of cells. */
  int size() {
    return cells.size() * tasks().size();
  }

  /** Returns the outcomes of a cell. */
  List<Double> outcomes(String group, String task) {
    return cells.getOrDefault(group, new TreeMap<>()).getOrDefault(task, Collections.emptyList());
  }

  /** Returns the same without some tasks. */
  Block without(List<String> tasks) {
    TreeMap<String, TreeMap<String, List<Double>>> left = new TreeMap<>();
    cells.forEach(
        (group, row) -> {
          TreeMap<String, List<Double>> kept = new TreeMap<>(row);
          tasks.forEach(kept::remove);
          left.put(group, kept);
        });
    return new Block(name, left, groupsLeftOut, tasksLeftOut);
  }
}
