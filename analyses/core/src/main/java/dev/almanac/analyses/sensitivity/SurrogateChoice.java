package dev.almanac.analyses.sensitivity;

import java.util.SplittableRandom;

/**
 * The model that predicts held-out runs best, and how well the other one does. The basis has the
 * better intervals, so the trees must win clearly.
 *
 * @param name the chosen model
 * @param split what it made of the runs
 * @param trees number of its trees, 0 for none
 * @param otherName the other model
 * @param otherFit how well that one predicts
 * @param otherTrees number of its trees, 0 for none
 */
record SurrogateChoice(
    String name,
    Decomposition split,
    int trees,
    String otherName,
    Decomposition.HeldOutFit otherFit,
    int otherTrees) {

  /**
   * Share of the basis' squared error that the trees must take off to be preferred: this much, and
   * with few runs this many times 1/√n, as chance takes off as much.
   */
  private static final double LEAST_GAIN = 0.03;

  private static final double CHANCE_GAIN = 1.5;

  /** Held-out correlation in standard errors that trees need, being the second to try. */
  private static final double LEAST_Z = 3.5;

  /** Fit both and choose. */
  static SurrogateChoice of(PreparedRuns runs, long seed) {
    SplittableRandom seeds = new SplittableRandom(seed);
    PenalisedBasisAnova basis = new PenalisedBasisAnova();
    Decomposition split = basis.decompose(runs, seeds.nextLong());
    BoostedTrees trees = new BoostedTrees(runs, seeds.nextLong());
    Decomposition.HeldOutFit fit = trees.heldOut(split.fit().errors());
    if (fit.zScore() > LEAST_Z && fit.rSquared() > 0 && better(fit, split.fit(), runs.size())) {
      return new SurrogateChoice(
          BoostedTrees.NAME,
          trees.decompose(fit, split.nullTest()),
          BoostedTrees.ROUNDS,
          basis.name(),
          split.fit(),
          0);
    }
    return new SurrogateChoice(
        basis.name(), split, 0, BoostedTrees.NAME, fit, BoostedTrees.QUICK_ROUNDS);
  }

  private static boolean better(
      Decomposition.HeldOutFit trees, Decomposition.HeldOutFit basis, int runs) {
    double own = 0;
    double other = 0;
    for (int fold = 0; fold < Folds.COUNT; fold++) {
      if (!Double.isNaN(trees.errors()[fold])) {
        own += trees.errors()[fold];
        other += basis.errors()[fold];
      }
    }
    return own < (1 - Math.max(LEAST_GAIN, CHANCE_GAIN / Math.sqrt(runs))) * other;
  }
}
