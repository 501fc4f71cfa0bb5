package dev.almanac.analyses.sensitivity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Decide which effects are fitted. When there are too many columns the params, and then the pairs,
 * are chosen by looking at the metric; cross-validation stays honest because every fold has its own
 * choice, made without the runs it predicts. The last entry of a choice is for all runs.
 *
 * @param layout the columns of every effect that any fold uses
 * @param active per fold, and last for all runs, which effects take part
 * @param modelled which params take part at all
 * @param pairsLeftOut pairs that no fit over all runs looks at
 */
record EffectPlan(EffectLayout layout, boolean[][] active, boolean[] modelled, int pairsLeftOut) {
  /** Most columns of a fit: the cost of a draw is the square of it. */
  static final int MAX_COLUMNS = 1000;

  /** Most columns of a fit whose pairs are chosen: more chosen pairs cost more than they tell. */
  private static final int CHOSEN_COLUMNS = 600;

  /** Most multiplications for the sums of products. */
  private static final double MAX_WORK = 4e9;

  /** Columns that each fold keeps when not even the main effects fit: 60 numeric params or so. */
  private static final int SCREENED_COLUMNS = 180;

  private static final int PAIR_DEGREE = 3;

  /** Pairs of few params are looked at more closely when runs are many. */
  private static final int FINE_PAIR_DEGREE = 6;

  private static final int RUNS_PER_FINE_COLUMN = 4;
  private static final int COARSE_PAIR_DEGREE = 2;

  /**
   * Make the plan.
   *
   * @param runs what is to be fitted
   * @param refinements what the basis of each param needs
   * @param mostColumns columns beyond which pairs are left out
   */
  static EffectPlan of(PreparedRuns runs, Refinement[] refinements, int mostColumns) {
    List<Basis> bases = bases(runs, BasisChoice.degreeFor(runs.size()), refinements);
    BitSet[] kept = new BitSet[Folds.COUNT + 1];
    for (int set = 0; set < kept.length; set++) {
      kept[set] = new BitSet();
      kept[set].set(0, bases.size());
    }
    if (columns(bases) > MAX_COLUMNS) {
      bases = bases(runs, PAIR_DEGREE, Refinement.none(bases.size()));
      if (columns(bases) > MAX_COLUMNS) {
        kept = Screening.strongest(runs, bases, SCREENED_COLUMNS);
        bases = onlyModelled(bases, union(kept));
      }
    }
    BitSet all = union(kept);
    List<int[]> candidates = candidates(all, runs.parents());
    int budget = Math.min(mostColumns, columnBudget(runs.size())) - columns(bases);
    int spare = Math.min(budget, runs.size() / RUNS_PER_FINE_COLUMN - columns(bases));
    for (int degree = FINE_PAIR_DEGREE; degree >= COARSE_PAIR_DEGREE; degree--) {
      if (cost(candidates, bases, degree) <= (degree > PAIR_DEGREE ? spare : budget)) {
        return complete(bases, kept, candidates, degree);
      }
    }
    int smaller = Math.min(budget, CHOSEN_COLUMNS - columns(bases));
    return PairChoice.strongest(runs, bases, kept, candidates, smaller);
  }

  /** Make a plan in which every fold looks at every candidate pair of the params it keeps. */
  static EffectPlan complete(List<Basis> bases, BitSet[] kept, List<int[]> pairs, int degree) {
    return restricted(bases, kept, kept, pairs, degree, 0);
  }

  /**
   * Make a plan in which each fold pairs only some params.
   *
   * @param kept params with a main effect, per fold
   * @param paired params that may pair, per fold
   */
  static EffectPlan restricted(
      List<Basis> bases,
      BitSet[] kept,
      BitSet[] paired,
      List<int[]> pairs,
      int degree,
      int pairsLeftOut) {
    EffectLayout layout = EffectLayout.of(bases, pairs, degree);
    boolean[][] active = new boolean[kept.length][layout.effects().size()];
    for (int set = 0; set < kept.length; set++) {
      for (int e = 0; e < active[set].length; e++) {
        Effect effect = layout.effects().get(e);
        active[set][e] =
            effect.isMain()
                ? kept[set].get(effect.first())
                : paired[set].get(effect.first()) && paired[set].get(effect.second());
      }
    }
    boolean[] modelled = new boolean[bases.size()];
    for (int param = 0; param < modelled.length; param++) {
      modelled[param] = kept[kept.length - 1].get(param);
    }
    return new EffectPlan(layout, active, modelled, pairsLeftOut);
  }

  private static int columnBudget(int runs) {
    return (int) Math.min(MAX_COLUMNS, Math.sqrt(MAX_WORK / runs));
  }

  /** Choose the basis of every param. */
  static List<Basis> bases(PreparedRuns runs, int degree, Refinement[] refinements) {
    List<Basis> bases = new ArrayList<>();
    for (int param = 0; param < runs.params().size(); param++) {
      Activity activity = runs.parents()[param] < 0 ? Activity.OWN : Activity.DECIDED;
      bases.add(
          BasisChoice.choose(
              runs.params().get(param), runs.measure(), degree, activity, refinements[param]));
    }
    return bases;
  }

  private static List<Basis> onlyModelled(List<Basis> bases, BitSet modelled) {
    Basis none = new Basis.Polynomial(OrthonormalPolynomials.legendre(0));
    List<Basis> result = new ArrayList<>(bases);
    for (int param = 0; param < result.size(); param++) {
      if (!modelled.get(param)) {
        result.set(param, none);
      }
    }
    return result;
  }

  private static BitSet union(BitSet[] sets) {
    BitSet all = new BitSet();
    Arrays.stream(sets).forEach(all::or);
    return all;
  }

  private static int columns(List<Basis> bases) {
    return bases.stream().mapToInt(Basis::size).sum();
  }

  /** A param and the one that decides its activity cannot interact: one is fixed by the other. */
  private static List<int[]> candidates(BitSet params, int[] parents) {
    List<int[]> pairs = new ArrayList<>();
    for (int a = params.nextSetBit(0); a >= 0; a = params.nextSetBit(a + 1)) {
      for (int b = params.nextSetBit(a + 1); b >= 0; b = params.nextSetBit(b + 1)) {
        if (parents[a] != b && parents[b] != a) {
          pairs.add(new int[] {a, b});
        }
      }
    }
    return pairs;
  }

  /** Return the number of columns that pairs take. */
  static int cost(List<int[]> pairs, List<Basis> bases, int degree) {
    long cost = 0;
    for (int[] pair : pairs) {
      cost +=
          (long) EffectLayout.pairSize(bases.get(pair[0]), degree)
              * EffectLayout.pairSize(bases.get(pair[1]), degree);
    }
    return (int) Math.min(Integer.MAX_VALUE, cost);
  }
}
