package dev.almanac.analyses.trees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Stochastic gradient boosting for squared error (Friedman, CSDA 38, 2002): each tree is grown on
 * what the ones before it left, from a part of the runs drawn without replacement.
 *
 * @param rounds number of trees
 * @param rate weight of each tree
 * @param share part of the runs that a tree sees, in (0, 1]
 * @param mostRuns most runs that a tree sees
 * @param growth how far a tree grows
 */
public record Boosting(int rounds, double rate, double share, int mostRuns, Growth growth) {

  /**
   * The usual settings, 300 trees of weight .05 on 70 % of the runs and leaves of at least 3: of
   * those that were measured on additive functions and Ishigami's they had the least error.
   *
   * @param depth most splits on a path, 2 or 3
   */
  public static Boosting usual(int depth) {
    return new Boosting(300, 0.05, 0.7, Integer.MAX_VALUE, new Growth(depth, 3, 0));
  }

  /** Return the same with at most so many runs a tree. */
  public Boosting withMostRuns(int most) {
    return new Boosting(rounds, rate, share, most, growth);
  }

  /** Return the same with fewer, heavier trees. */
  public Boosting withRounds(int fewer) {
    return new Boosting(fewer, rate * rounds / fewer, share, mostRuns, growth);
  }

  /**
   * Fit some runs.
   *
   * @param cells all runs
   * @param response of every run; NaN is not allowed among the used ones
   * @param used runs to fit
   * @param seed source of all chance
   */
  public TreeSum fit(Cells cells, double[] response, int[] used, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TreeGrower grower = new TreeGrower(cells, growth, random);
    double base = 0;
    for (int run : used) {
      base += response[run] / used.length;
    }
    double[] residual = new double[response.length];
    for (int run : used) {
      residual[run] = response[run] - base;
    }
    int size = (int) Math.max(1, Math.min(mostRuns, Math.round(share * used.length)));
    int[] deck = used.clone();
    int[] ascending = used.clone();
    Arrays.sort(ascending);
    List<Tree> trees = new ArrayList<>(rounds);
    for (int round = 0; round < rounds && used.length > 0; round++) {
      Tree tree = grower.grow(residual, draw(deck, size, random));
      trees.add(tree);
      tree.takeFrom(residual, rate, cells, ascending);
    }
    return new TreeSum(cells.axes(), base, rate, trees);
  }

  private static int[] draw(int[] deck, int size, SplittableRandom random) {
    int[] sample = new int[size];
    for (int i = 0; i < size; i++) {
      int other = i + random.nextInt(deck.length - i);
      int kept = deck[i];
      deck[i] = deck[other];
      deck[other] = kept;
      sample[i] = deck[i];
    }
    return sample;
  }
}
