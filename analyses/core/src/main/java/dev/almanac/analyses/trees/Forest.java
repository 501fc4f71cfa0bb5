package dev.almanac.analyses.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A random forest (Breiman, Machine Learning 45, 2001): trees on bootstrap samples, averaged.
 *
 * @param sum the average of the trees
 * @param outOfBag per tree, whether each run took no part in it: {@code [tree][run]}
 * @param prediction out-of-bag prediction of each run, NaN for a run that every tree saw
 * @param rSquared 1 − out-of-bag squared error ÷ squared error of the mean; NaN if it is undefined
 */
public record Forest(TreeSum sum, boolean[][] outOfBag, double[] prediction, double rSquared) {

  /**
   * Grow a forest on all runs.
   *
   * @param cells the runs, at least one
   * @param response of every run, finite
   * @param trees number of trees, at least 1
   * @param growth how far a tree grows
   * @param seed source of all chance
   */
  public static Forest grow(Cells cells, double[] response, int trees, Growth growth, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TreeGrower grower = new TreeGrower(cells, growth, random);
    int runs = response.length;
    List<Tree> grown = new ArrayList<>(trees);
    boolean[][] out = new boolean[trees][runs];
    double[] total = new double[runs];
    int[] votes = new int[runs];
    for (int tree = 0; tree < trees; tree++) {
      int[] sample = new int[runs];
      Arrays.fill(out[tree], true);
      for (int i = 0; i < runs; i++) {
        sample[i] = random.nextInt(runs);
        out[tree][sample[i]] = false;
      }
      grown.add(grower.grow(response, sample));
      for (int run = 0; run < runs; run++) {
        if (out[tree][run]) {
          total[run] += grown.get(tree).predict(cells, run);
          votes[run]++;
        }
      }
    }
    double[] prediction = new double[runs];
    for (int run = 0; run < runs; run++) {
      prediction[run] = votes[run] == 0 ? Double.NaN : total[run] / votes[run];
    }
    TreeSum sum = new TreeSum(cells.axes(), 0, 1.0 / trees, grown);
    return new Forest(sum, out, prediction, rSquared(response, prediction));
  }

  private static double rSquared(double[] response, double[] prediction) {
    double mean = Arrays.stream(response).average().orElse(0);
    double error = 0;
    double spread = 0;
    for (int run = 0; run < response.length; run++) {
      if (!Double.isNaN(prediction[run])) {
        error += (response[run] - prediction[run]) * (response[run] - prediction[run]);
        spread += (response[run] - mean) * (response[run] - mean);
      }
    }
    return spread > 0 ? 1 - error / spread : Double.NaN;
  }
}
