package dev.almanac.analyses.comparison;

import dev.almanac.analyses.statistics.InterquartileMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The scores of one configuration: several runs on each of several tasks, higher being better.
 * Every task counts the same however many runs it has.
 *
 * @param tasks the scores of the runs on each task; at least one task, no task without a score
 */
public record TaskScores(List<double[]> tasks) {

  private static final double TRIM = 0.25;

  /** Checks that there is a score on every task. */
  public TaskScores {
    tasks = List.copyOf(tasks);
    if (tasks.isEmpty() || tasks.stream().anyMatch(scores -> scores.length == 0)) {
      throw new IllegalArgumentException("Cannot summarise a task without scores");
    }
  }

  /** Returns the mean of the task means. */
  public double mean() {
    return tasks.stream().mapToDouble(TaskScores::mean).sum() / tasks.size();
  }

  /** Returns the median of the task means. */
  public double median() {
    double[] means = tasks.stream().mapToDouble(TaskScores::mean).sorted().toArray();
    int middle = means.length / 2;
    return means.length % 2 == 1 ? means[middle] : (means[middle - 1] + means[middle]) / 2;
  }

  /**
   * Returns the interquartile mean over all runs of all tasks. With equally many runs a task it is
   * rliable's {@code aggregate_iqm}; otherwise each run weighs what makes its task count as much as
   * the others, and a quarter of the weight is cut off each end.
   */
  public double interquartileMean() {
    int runs = tasks.get(0).length;
    if (tasks.stream().allMatch(scores -> scores.length == runs)) {
      return InterquartileMean.of(tasks.stream().flatMapToDouble(Arrays::stream).toArray());
    }
    List<double[]> weighted = new ArrayList<>();
    for (double[] scores : tasks) {
      for (double score : scores) {
        weighted.add(new double[] {score, 1.0 / scores.length / tasks.size()});
      }
    }
    weighted.sort(Comparator.comparingDouble(pair -> pair[0]));
    double sum = 0;
    double below = 0;
    for (double[] pair : weighted) {
      double kept = Math.min(below + pair[1], 1 - TRIM) - Math.max(below, TRIM);
      sum += Math.max(0, kept) * pair[0];
      below += pair[1];
    }
    return sum / (1 - 2 * TRIM);
  }

  /** Returns by how much the scores fall short of a target on average; what exceeds it is cut. */
  public double optimalityGap(double target) {
    double sum = 0;
    for (double[] scores : tasks) {
      sum += mean(Arrays.stream(scores).map(score -> Math.min(score, target)).toArray());
    }
    return target - sum / tasks.size();
  }

  /** Returns the share of runs with a score above some value. */
  public double shareAbove(double value) {
    double sum = 0;
    for (double[] scores : tasks) {
      sum += mean(Arrays.stream(scores).map(score -> score > value ? 1 : 0).toArray());
    }
    return sum / tasks.size();
  }

  /**
   * Returns the probability that a run of this configuration beats one of another on the same task:
   * the mean over the tasks of Mann and Whitney's U by its maximum, ties counting a half.
   *
   * @param other scores on the same tasks in the same order
   */
  public double probabilityOfImprovement(TaskScores other) {
    double sum = 0;
    for (int task = 0; task < tasks.size(); task++) {
      double[] its = other.tasks.get(task).clone();
      Arrays.sort(its);
      double wins = 0;
      for (double mine : tasks.get(task)) {
        wins += (below(its, mine, false) + below(its, mine, true)) / 2.0;
      }
      sum += wins / tasks.get(task).length / its.length;
    }
    return sum / tasks.size();
  }

  /** Returns the interquartile mean of each task. */
  public double[] typical() {
    return tasks.stream().mapToDouble(InterquartileMean::of).toArray();
  }

  /** Draws runs within each task with replacement. */
  TaskScores resampled(SplittableRandom random) {
    List<double[]> drawn = new ArrayList<>();
    for (double[] scores : tasks) {
      double[] sample = new double[scores.length];
      for (int run = 0; run < sample.length; run++) {
        sample[run] = scores[random.nextInt(scores.length)];
      }
      drawn.add(sample);
    }
    return new TaskScores(drawn);
  }

  /** Returns the scores of some tasks, each as often as it is named. */
  TaskScores only(int[] chosen) {
    return new TaskScores(Arrays.stream(chosen).mapToObj(tasks::get).toList());
  }

  /** Counts the ascending values below some value, or up to and with it. */
  private static int below(double[] ascending, double value, boolean equalToo) {
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean left = equalToo ? ascending[middle] <= value : ascending[middle] < value;
      if (left) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }
}
