package dev.almanac.analyses.importance;

import dev.almanac.analyses.trees.Tree;
import java.util.Arrays;
import java.util.List;

/**
 * Local parameter importance: what changes around the best run when one param alone is moved
 * (Biedenkapp, Marben, Lindauer, Hutter, "CAVE", LION 12, 2018). For each tree the variance of its
 * predictions over the param's space, by the sum of those of all params; averaged over the trees.
 */
final class LocalImportance {

  private LocalImportance() {}

  /**
   * Return the share of each param; 0 for params that the run does not have, and for all if nothing
   * changes anywhere.
   *
   * @param trees the forest
   * @param at the cell of the best run on each axis
   * @param weights by axis the weight of each of its bins; empty for params that the run does not
   *     have
   */
  static double[] of(List<Tree> trees, int[] at, double[][] weights) {
    double[] shares = new double[at.length];
    int counted = 0;
    for (Tree tree : trees) {
      double[] variances = new double[at.length];
      for (int axis = 0; axis < at.length; axis++) {
        variances[axis] = variance(tree, at, axis, weights[axis]);
      }
      double sum = Arrays.stream(variances).sum();
      if (sum > 0) {
        counted++;
        for (int axis = 0; axis < at.length; axis++) {
          shares[axis] += variances[axis] / sum;
        }
      }
    }
    int trusted = Math.max(1, counted);
    return Arrays.stream(shares).map(share -> share / trusted).toArray();
  }

  private static double variance(Tree tree, int[] at, int moved, double[] weights) {
    double total = 0;
    double sum = 0;
    double[] values = new double[weights.length];
    for (int cell = 0; cell < weights.length; cell++) {
      int here = cell;
      values[cell] = tree.predict(axis -> axis == moved ? here : at[axis]);
      total += weights[cell];
      sum += weights[cell] * values[cell];
    }
    if (!(total > 0)) {
      return 0;
    }
    double variance = 0;
    for (int cell = 0; cell < weights.length; cell++) {
      double difference = values[cell] - sum / total;
      variance += weights[cell] * difference * difference / total;
    }
    return variance;
  }
}
