package dev.almanac.analyses.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A block with the outcomes of each task put on one scale.
 *
 * @param block the block without the tasks on which all outcomes are equal
 * @param scores the scores of each configuration, tasks in the block's order
 * @param flatTasks the tasks that were left out
 * @param held scores that were held at 0
 * @param runs runs in the scores
 */
record ScoredBlock(
    Block block, TreeMap<String, TaskScores> scores, List<String> flatTasks, int held, int runs) {

  static ScoredBlock of(Block all) {
    TreeMap<String, TaskScale> scales = new TreeMap<>();
    List<String> flat = new ArrayList<>();
    for (String task : all.tasks()) {
      double[] outcomes =
          all.groups().stream()
              .flatMap(group -> all.outcomes(group, task).stream())
              .mapToDouble(outcome -> outcome)
              .toArray();
      TaskScale scale = TaskScale.of(outcomes);
      if (scale.hasSpread()) {
        scales.put(task, scale);
      } else {
        flat.add(task);
      }
    }
    Block block = all.without(flat);
    TreeMap<String, TaskScores> scores = new TreeMap<>();
    int held = 0;
    int runs = 0;
    for (String group : scales.isEmpty() ? List.<String>of() : block.groups()) {
      List<double[]> tasks = new ArrayList<>();
      for (var entry : scales.entrySet()) {
        List<Double> outcomes = block.outcomes(group, entry.getKey());
        for (double outcome : outcomes) {
          held += entry.getValue().isBelow(outcome) ? 1 : 0;
        }
        runs += outcomes.size();
        tasks.add(outcomes.stream().mapToDouble(entry.getValue()::score).toArray());
      }
      scores.put(group, new TaskScores(tasks));
    }
    return new ScoredBlock(block, scores, flat, held, runs);
  }
}
