package dev.almanac.analyses.trees;

import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * A weighted sum of trees: {@code base + scale · Σ tree}.
 *
 * @param axes what the trees split
 * @param base constant
 * @param scale weight of every tree: the learning rate of boosting, 1 ÷ number of a forest
 * @param trees the trees
 */
public record TreeSum(List<Axis> axes, double base, double scale, List<Tree> trees) {

  /** Copy the lists. */
  public TreeSum {
    axes = List.copyOf(axes);
    trees = List.copyOf(trees);
  }

  /** Predict a run. */
  public double predict(Cells cells, int run) {
    double sum = 0;
    for (Tree tree : trees) {
      sum += tree.predict(cells, run);
    }
    return base + scale * sum;
  }

  /**
   * Predict a point.
   *
   * @param cellOf gives the cell of the point on an axis
   */
  public double predict(IntUnaryOperator cellOf) {
    double sum = 0;
    for (Tree tree : trees) {
      sum += tree.predict(cellOf);
    }
    return base + scale * sum;
  }

  /**
   * Return the squared error that splits on each axis took away, over all trees and scaled to sum 1
   * (mean decrease of impurity, Breiman 2001; in-sample, and kind to axes of many cells); all 0 if
   * nothing was split. Each tree counts alike, as in scikit-learn.
   */
  public double[] impurityDecrease() {
    double[] total = new double[axes.size()];
    double sum = 0;
    for (Tree tree : trees) {
      double[] own = new double[total.length];
      double all = 0;
      for (int node = 0; node < tree.nodes(); node++) {
        if (tree.axis()[node] >= 0) {
          own[tree.axis()[node]] += tree.gain()[node];
          all += tree.gain()[node];
        }
      }
      for (int axis = 0; axis < own.length && all > 0; axis++) {
        total[axis] += own[axis] / all;
        sum += own[axis] / all;
      }
    }
    for (int axis = 0; axis < total.length && sum > 0; axis++) {
      total[axis] /= sum;
    }
    return total;
  }
}
