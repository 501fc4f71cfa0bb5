package dev.almanac.analyses.comparison;

import dev.almanac.analyses.statistics.OrderStatistics;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Intervals by drawing runs within each task with replacement, as rliable does. Where some
 * configuration has a single run on a task, that says nothing of its scatter, and tasks are drawn
 * too; of fewer than three tasks there is then no interval.
 */
final class Bootstrap {

  static final String IMPROVEMENT = "improvement";
  static final String DELTA = "delta";

  private static final int REPETITIONS = 1000;
  private static final int LEAST_REPETITIONS = 200;

  /** Draws of runs that one interval may cost. */
  private static final int MOST_DRAWS = 5_000_000;

  private static final int LEAST_TASKS = 3;
  private static final double TAIL = 0.025;

  private final SplittableRandom random;
  private final boolean tasksToo;
  private final boolean possible;

  Bootstrap(SplittableRandom random, Collection<TaskScores> all) {
    this.random = random;
    this.tasksToo =
        all.stream().anyMatch(own -> own.tasks().stream().anyMatch(task -> task.length == 1));
    int tasks = all.stream().mapToInt(own -> own.tasks().size()).max().orElse(0);
    this.possible = !tasksToo || tasks >= LEAST_TASKS;
  }

  /** Returns what is drawn. */
  String words() {
    return tasksToo ? "tasks and runs" : "runs";
  }

  /** Returns the 95 % interval of a summary, or null. */
  double @Nullable [] interval(TaskScores scores, ToDoubleFunction<TaskScores> summary) {
    if (!possible) {
      return null;
    }
    double[] drawn = new double[repetitions(runs(scores))];
    for (int repetition = 0; repetition < drawn.length; repetition++) {
      drawn[repetition] = summary.applyAsDouble(draw(scores, tasks(scores)));
    }
    return ends(drawn);
  }

  /** Returns the intervals of two configurations' probability of improvement and difference. */
  Map<String, double @Nullable []> pairIntervals(TaskScores a, TaskScores b) {
    Map<String, double @Nullable []> intervals = new HashMap<>();
    if (possible) {
      double[] improvements = new double[repetitions(runs(a) + runs(b))];
      double[] deltas = new double[improvements.length];
      for (int repetition = 0; repetition < deltas.length; repetition++) {
        int[] tasks = tasks(a);
        TaskScores first = draw(a, tasks);
        TaskScores second = draw(b, tasks);
        improvements[repetition] = first.probabilityOfImprovement(second);
        deltas[repetition] = delta(first, second);
      }
      intervals.put(IMPROVEMENT, ends(improvements));
      intervals.put(DELTA, ends(deltas));
    }
    return intervals;
  }

  /** Returns the mean over the tasks of the difference of the typical scores. */
  static double delta(TaskScores a, TaskScores b) {
    double[] first = a.typical();
    double[] second = b.typical();
    double sum = 0;
    for (int task = 0; task < first.length; task++) {
      sum += first[task] - second[task];
    }
    return sum / first.length;
  }

  /** Returns performance profiles of drawn scores, one a row, at steps from 0 to 1. */
  double[][] profiles(TaskScores scores, int steps) {
    double[][] drawn = new double[possible ? repetitions(runs(scores)) : 0][];
    for (int repetition = 0; repetition < drawn.length; repetition++) {
      drawn[repetition] = profile(draw(scores, tasks(scores)), steps);
    }
    return drawn;
  }

  private static double[] profile(TaskScores scores, int steps) {
    double[] above = new double[steps + 1];
    for (double[] task : scores.tasks()) {
      for (double score : task) {
        // A score between two steps is above the lower one and all before.
        int last = (int) Math.ceil(score * steps) - 1;
        if (last >= 0) {
          above[Math.min(steps, last)] += 1.0 / task.length / scores.tasks().size();
        }
      }
    }
    for (int step = steps - 1; step >= 0; step--) {
      above[step] += above[step + 1];
    }
    return above;
  }

  private int[] tasks(TaskScores scores) {
    int[] tasks = new int[scores.tasks().size()];
    for (int task = 0; task < tasks.length; task++) {
      tasks[task] = tasksToo ? random.nextInt(tasks.length) : task;
    }
    return tasks;
  }

  private TaskScores draw(TaskScores scores, int[] tasks) {
    return scores.only(tasks).resampled(random);
  }

  private static int runs(TaskScores scores) {
    return scores.tasks().stream().mapToInt(task -> task.length).sum();
  }

  private static int repetitions(int runs) {
    return Math.max(LEAST_REPETITIONS, Math.min(REPETITIONS, MOST_DRAWS / runs));
  }

  /** Returns the central 95 % of values. */
  static double[] ends(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new double[] {
      OrderStatistics.quantile(sorted, TAIL), OrderStatistics.quantile(sorted, 1 - TAIL)
    };
  }
}
