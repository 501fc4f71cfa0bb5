package dev.almanac.analyses.sensitivity;

import dev.almanac.analyses.trees.Boosting;
import dev.almanac.analyses.trees.TreeAnova;
import dev.almanac.analyses.trees.TreeSum;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Boosted regression trees with the exact functional ANOVA of their sum. The draws are fits to
 * subsamples of the runs, spread so that they stand for samples of all runs.
 */
final class BoostedTrees {
  /** Name in results. */
  static final String NAME = "boosted_trees";

  private static final int DEPTH = 3;

  /** Most runs a tree sees: beyond them more trees tell more than more runs. */
  static final int MOST_RUNS = 8000;

  /** From so many runs on one fold judges a model as well as five do. */
  private static final int ONE_FOLD_RUNS = 8000;

  /** Trees of a fit that is only compared or resampled. */
  static final int QUICK_ROUNDS = 100;

  /** Trees of the fit that is split. */
  static final int ROUNDS = 200;

  /**
   * Held-out errors fall about with the root of the number of training runs: from how much they
   * fall between 40 % and 80 % of the runs follows how much they are above their limit with 80 %.
   */
  private static final double HIDDEN_PER_FALL = 1 / (Math.sqrt(.8 / .4) - 1);

  private static final int RESAMPLES = 20;
  private static final double SUBSAMPLE = 0.8;

  /** Most runs of a resampled fit: how shares stray with fewer runs tells how they do with more. */
  static final int RESAMPLED_RUNS = MOST_RUNS;

  private final PreparedRuns runs;
  private final TreeCells table;
  private final SplittableRandom seeds;

  BoostedTrees(PreparedRuns runs, long seed) {
    this.runs = runs;
    this.table = TreeCells.of(runs);
    this.seeds = new SplittableRandom(seed);
  }

  private static Boosting boosting() {
    return Boosting.usual(DEPTH).withMostRuns(MOST_RUNS).withRounds(QUICK_ROUNDS);
  }

  /**
   * Predict each fold from the others, and stop where even the folds that are left could not lift
   * the prediction above a rival's.
   *
   * @param rival squared error of the rival on each fold
   */
  Decomposition.HeldOutFit heldOut(double[] rival) {
    long[] own = seeds.split().longs(Folds.COUNT).toArray();
    double error = 0;
    double baseline = 0;
    double agreement = 0;
    double predicted = 0;
    double rivalError = 0;
    double[] errors = new double[Folds.COUNT];
    Arrays.fill(errors, Double.NaN);
    int tested = 0;
    int folds = runs.size() >= ONE_FOLD_RUNS ? 1 : Folds.COUNT;
    for (int fold = 0; fold < folds; fold++) {
      int held = fold;
      int[] training =
          IntStream.range(0, runs.size()).filter(r -> runs.folds()[r] != held).toArray();
      if (training.length == runs.size() || training.length == 0) {
        continue;
      }
      TreeSum sum = boosting().fit(table.cells(), runs.metric(), training, own[fold]);
      double before = error;
      for (int run = 0; run < runs.size(); run++) {
        if (runs.folds()[run] == fold) {
          double truth = runs.metric()[run] - sum.base();
          double guess = sum.predict(table.cells(), run) - sum.base();
          error += (truth - guess) * (truth - guess);
          baseline += truth * truth;
          agreement += truth * guess;
          predicted += guess * guess;
          tested++;
        }
      }
      errors[fold] = error - before;
      rivalError += rival[fold];
      // A rival that is better by a twentieth on a fold is not overtaken by the others.
      if (error > 1.05 * rivalError) {
        break;
      }
    }
    double scale = Math.sqrt(predicted * baseline);
    return new Decomposition.HeldOutFit(
        baseline > 0 ? 1 - error / baseline : 0,
        scale > 0 ? agreement / scale * Math.sqrt(tested) : 0,
        errors);
  }

  /**
   * Fit all runs and split the variance.
   *
   * @param fit how well held-out runs were predicted
   * @param nullTest what params without effect would show, from the rival
   */
  Decomposition decompose(Decomposition.HeldOutFit fit, NullTest nullTest) {
    long seed = seeds.nextLong();
    long[] own = seeds.split().longs(RESAMPLES).toArray();
    List<TreeAnova> fits =
        IntStream.rangeClosed(0, RESAMPLES)
            .parallel()
            .mapToObj(i -> i == 0 ? whole(seed) : resample(own[i - 1]))
            .toList();
    return TreeDraws.of(
        runs,
        table,
        fits.get(0),
        fits.subList(1, fits.size()),
        fit,
        hidden(fit),
        nullTest,
        subsample());
  }

  private TreeAnova whole(long seed) {
    Boosting boosting = Boosting.usual(DEPTH).withMostRuns(MOST_RUNS).withRounds(ROUNDS);
    int[] everyone = IntStream.range(0, runs.size()).toArray();
    TreeSum sum = boosting.fit(table.cells(), runs.metric(), everyone, seed);
    return TreeAnova.of(sum, table.measure());
  }

  /** Return the part of the runs that a resampled fit sees. */
  private double subsample() {
    return Math.min(SUBSAMPLE, (double) RESAMPLED_RUNS / runs.size());
  }

  /**
   * Estimate the variance that the trees have not found yet, of a metric with variance 1: what
   * takes three params together is found late, and shares would be of what was found alone.
   */
  private double hidden(Decomposition.HeldOutFit fit) {
    long[] own = seeds.split().longs(Folds.COUNT).toArray();
    double[] fall =
        IntStream.range(0, Folds.COUNT)
            .parallel()
            .mapToDouble(
                fold ->
                    Double.isNaN(fit.errors()[fold])
                        ? 0
                        : errorOfHalf(fold, own[fold]) - fit.errors()[fold])
            .toArray();
    long tested =
        IntStream.of(runs.folds()).filter(fold -> !Double.isNaN(fit.errors()[fold])).count();
    return HIDDEN_PER_FALL * Math.max(0, Arrays.stream(fall).sum()) / Math.max(1, tested);
  }

  /** Return the squared error on a fold, from half of the runs of the others, drawn at random. */
  private double errorOfHalf(int fold, long seed) {
    int[] others = IntStream.range(0, runs.size()).filter(r -> runs.folds()[r] != fold).toArray();
    // Every second run might be one seed of each configuration, which misses none.
    int[] half = drawn(others, others.length / 2, new SplittableRandom(seed));
    TreeSum sum = boosting().fit(table.cells(), runs.metric(), half, seed);
    double error = 0;
    for (int run = 0; run < runs.size(); run++) {
      if (runs.folds()[run] == fold) {
        double miss = runs.metric()[run] - sum.predict(table.cells(), run);
        error += miss * miss;
      }
    }
    return error;
  }

  /** Draw some of a deck without replacement, and shuffle it by that. */
  private static int[] drawn(int[] deck, int size, SplittableRandom random) {
    for (int i = 0; i < size; i++) {
      int other = i + random.nextInt(deck.length - i);
      int kept = deck[i];
      deck[i] = deck[other];
      deck[other] = kept;
    }
    return Arrays.copyOf(deck, size);
  }

  private TreeAnova resample(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] all = IntStream.range(0, runs.size()).toArray();
    int[] used = drawn(all, (int) Math.round(subsample() * all.length), random);
    double[] metric = Arrays.stream(used).mapToDouble(run -> runs.metric()[run]).toArray();
    int[] everyone = IntStream.range(0, used.length).toArray();
    return TreeAnova.upToPairs(
        boosting().fit(table.cells().only(used), metric, everyone, random.nextLong()),
        table.measure());
  }
}
