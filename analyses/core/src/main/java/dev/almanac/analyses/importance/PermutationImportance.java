package dev.almanac.analyses.importance;

import dev.almanac.analyses.trees.Cells;
import dev.almanac.analyses.trees.Forest;
import dev.almanac.analyses.trees.Tree;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How much worse a forest predicts the runs that a tree has not seen, when the values of some
 * params are dealt to other runs (Breiman, Machine Learning 45, 2001). Params that are permuted
 * together keep to one another.
 */
final class PermutationImportance {
  /**
   * Values are dealt anew so often, but less often for more runs and params than {@link #CELLS}.
   */
  private static final int REPEATS = 10;

  private static final long CELLS = 1_000_000;

  private PermutationImportance() {}

  /**
   * Return the growth of the out-of-bag squared error by the variance of the response: the drop of
   * R². Below 0 where the values are better dealt anew: no use.
   *
   * @param cells what the forest was grown on
   * @param response of every run
   * @param forest the forest
   * @param together axes to permute together
   * @param seed source of all chance
   */
  static double of(Cells cells, double[] response, Forest forest, int[] together, long seed) {
    double spread = 0;
    double mean = Arrays.stream(response).average().orElse(0);
    int judged = 0;
    double before = 0;
    for (int run = 0; run < response.length; run++) {
      if (!Double.isNaN(forest.prediction()[run])) {
        judged++;
        spread += square(response[run] - mean);
        before += square(response[run] - forest.prediction()[run]);
      }
    }
    if (judged == 0 || !(spread > 0)) {
      return Double.NaN;
    }
    boolean[] isMoved = new boolean[cells.axes().size()];
    IntStream.of(together).forEach(axis -> isMoved[axis] = true);
    SplittableRandom random = new SplittableRandom(seed);
    double after = 0;
    long size = (long) response.length * cells.axes().size();
    int repeats = (int) Math.max(1, Math.min(REPEATS, CELLS / size));
    for (int repeat = 0; repeat < repeats; repeat++) {
      int[] from = shuffled(response.length, random);
      for (int run = 0; run < response.length; run++) {
        double prediction = prediction(cells, forest, isMoved, run, from[run]);
        after += Double.isNaN(prediction) ? 0 : square(response[run] - prediction) / repeats;
      }
    }
    return (after - before) / spread;
  }

  private static double prediction(
      Cells cells, Forest forest, boolean[] isMoved, int run, int from) {
    double sum = 0;
    int votes = 0;
    for (int tree = 0; tree < forest.outOfBag().length; tree++) {
      if (forest.outOfBag()[tree][run]) {
        Tree grown = forest.sum().trees().get(tree);
        sum += grown.predict(axis -> cells.cell(axis, isMoved[axis] ? from : run));
        votes++;
      }
    }
    return votes == 0 ? Double.NaN : sum / votes;
  }

  private static int[] shuffled(int size, SplittableRandom random) {
    int[] order = IntStream.range(0, size).toArray();
    for (int i = size - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int moved = order[i];
      order[i] = order[other];
      order[other] = moved;
    }
    return order;
  }

  private static double square(double x) {
    return x * x;
  }
}
