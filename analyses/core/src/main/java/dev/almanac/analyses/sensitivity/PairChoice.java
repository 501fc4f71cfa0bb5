package dev.almanac.analyses.sensitivity;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Choose the pairs to fit when not all can be: those among the params with the largest main effects
 * (strong heredity, Chipman 1996), in a fit of the main effects alone.
 */
final class PairChoice {
  private static final int DEGREE = 3;

  private PairChoice() {}

  /** Make the plan with as many pairs as the budget of columns allows. */
  static EffectPlan strongest(
      PreparedRuns runs, List<Basis> bases, BitSet[] kept, List<int[]> candidates, int budget) {
    if (budget <= 0) {
      return EffectPlan.restricted(bases, kept, kept, List.of(), DEGREE, candidates.size());
    }
    List<List<Integer>> rankings = rankings(runs, bases, kept);
    int most = (int) Math.ceil(Math.sqrt(2.0 * Math.max(0, budget))) + 1;
    for (int count = Math.min(most, bases.size()); count >= 2; count--) {
      BitSet[] paired = top(rankings, count);
      List<int[]> pairs = candidates.stream().filter(pair -> together(paired, pair)).toList();
      if (EffectPlan.cost(pairs, bases, DEGREE) <= budget) {
        int last = paired.length - 1;
        long fitted =
            pairs.stream().filter(p -> paired[last].get(p[0]) && paired[last].get(p[1])).count();
        int leftOut = (int) (candidates.size() - fitted);
        return EffectPlan.restricted(bases, kept, paired, pairs, DEGREE, leftOut);
      }
    }
    return EffectPlan.restricted(bases, kept, kept, List.of(), DEGREE, candidates.size());
  }

  private static boolean together(BitSet[] paired, int[] pair) {
    for (BitSet set : paired) {
      if (set.get(pair[0]) && set.get(pair[1])) {
        return true;
      }
    }
    return false;
  }

  private static BitSet[] top(List<List<Integer>> rankings, int count) {
    BitSet[] sets = new BitSet[rankings.size()];
    for (int set = 0; set < sets.length; set++) {
      sets[set] = new BitSet();
      rankings.get(set).stream().limit(count).forEach(sets[set]::set);
    }
    return sets;
  }

  private static List<List<Integer>> rankings(PreparedRuns runs, List<Basis> bases, BitSet[] kept) {
    EffectPlan mains = EffectPlan.complete(bases, kept, List.of(), DEGREE);
    EffectLayout layout = mains.layout();
    Moments[] folds =
        Moments.byFold(layout, runs.params(), runs.metric(), runs.folds(), Folds.COUNT);
    Moments all = Moments.total(folds);
    return IntStream.rangeClosed(0, Folds.COUNT)
        .mapToObj(
            set -> {
              Moments training = set < Folds.COUNT ? all.without(folds[set]) : all;
              return ranking(RidgeSystem.of(layout.effects(), training), mains.active()[set]);
            })
        .toList();
  }

  private static List<Integer> ranking(RidgeSystem system, boolean[] active) {
    FitState state = new QuickFit().fit(system, active);
    double[] coefficients = new double[system.columns()];
    system.restore(state.coefficients(), coefficients);
    double[] strength = new double[active.length];
    for (int e = 0; e < strength.length; e++) {
      Effect effect = system.effects().get(e);
      for (int i = effect.offset(); i < effect.offset() + effect.size(); i++) {
        strength[e] += coefficients[i] * coefficients[i];
      }
    }
    return IntStream.range(0, active.length)
        .filter(e -> active[e])
        .boxed()
        .sorted(Comparator.comparingDouble((Integer e) -> -strength[e]))
        .toList();
  }
}
