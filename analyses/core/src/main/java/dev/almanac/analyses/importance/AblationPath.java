package dev.almanac.analyses.importance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The way from one configuration to a better one, the most useful change first (Fawcett and Hoos,
 * J. Heuristics 22, 2016; on a surrogate: Biedenkapp et al., AAAI 2017): what each change brings,
 * as predicted.
 */
final class AblationPath {

  private AblationPath() {}

  /**
   * A change.
   *
   * @param group which group of params was changed
   * @param after predicted metric after it; before any change for the first step, whose group is −1
   * @param gain improvement over the step before, above 0 if better
   * @param gainSd standard deviation of the gain: root of the sum of the variances over the trees
   *     before and after
   */
  record Step(int group, double after, double gain, double gainSd) {}

  /**
   * Walk from one point to another.
   *
   * @param predict gives the predictions of all trees at a point
   * @param from the start
   * @param to the end
   * @param groups the axes to change together; no others are changed
   * @param lowerIsBetter which way is good
   * @return the start as step −1, then one step a group
   */
  static List<Step> walk(
      Function<int[], double[]> predict,
      int[] from,
      int[] to,
      List<int[]> groups,
      boolean lowerIsBetter) {
    List<Step> steps = new ArrayList<>();
    int[] at = from.clone();
    Spread before = Spread.of(predict.apply(at));
    steps.add(new Step(-1, before.mean(), 0, 0));
    List<Integer> left = new ArrayList<>();
    for (int group = 0; group < groups.size(); group++) {
      left.add(group);
    }
    while (!left.isEmpty()) {
      int chosen = left.get(0);
      Spread reached = before;
      double most = Double.NEGATIVE_INFINITY;
      for (int group : left) {
        Spread there = Spread.of(predict.apply(changed(at, to, groups.get(group))));
        double gain = lowerIsBetter ? before.mean() - there.mean() : there.mean() - before.mean();
        if (gain > most) {
          most = gain;
          chosen = group;
          reached = there;
        }
      }
      at = changed(at, to, groups.get(chosen));
      double sd = Math.sqrt(before.variance() + reached.variance());
      steps.add(new Step(chosen, reached.mean(), most, sd));
      before = reached;
      left.remove(Integer.valueOf(chosen));
    }
    return steps;
  }

  private static int[] changed(int[] at, int[] to, int[] axes) {
    int[] next = at.clone();
    for (int axis : axes) {
      next[axis] = to[axis];
    }
    return next;
  }

  /** Mean and variance of the trees' predictions. */
  private record Spread(double mean, double variance) {

    static Spread of(double[] predictions) {
      double sum = 0;
      for (double prediction : predictions) {
        sum += prediction;
      }
      double mean = sum / predictions.length;
      double square = 0;
      for (double prediction : predictions) {
        square += (prediction - mean) * (prediction - mean);
      }
      return new Spread(mean, square / predictions.length);
    }
  }
}
