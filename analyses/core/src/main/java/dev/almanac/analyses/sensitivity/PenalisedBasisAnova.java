package dev.almanac.analyses.sensitivity;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Functional ANOVA by orthonormal bases with one variance component per effect: since the columns
 * are orthonormal under the product measure, the variance of an effect is the sum of its squared
 * coefficients, and a draw of the coefficients is a draw of all shares.
 */
final class PenalisedBasisAnova {
  /** Draws that are kept. */
  static final int DRAWS = 400;

  /** Draws before those: half as many again are made in all. */
  static final int BURN_IN = 200;

  /** Return the name under which results are stored. */
  String name() {
    return "anova";
  }

  /**
   * Fit the runs and split the variance.
   *
   * @param runs at least ten runs and one param
   * @param seed source of all chance
   */
  Decomposition decompose(PreparedRuns runs, long seed) {
    EffectPlan plan = EffectPlan.of(runs, StepSearch.of(runs));
    Moments[] folds =
        Moments.byFold(plan.layout(), runs.params(), runs.metric(), runs.folds(), Folds.COUNT);
    Moments all = Moments.total(folds);
    Decomposition.HeldOutFit heldOut = CrossValidation.of(plan, folds, all);
    boolean[] active = plan.active()[Folds.COUNT];
    FitState start = new QuickFit().fit(RidgeSystem.of(plan.layout().effects(), all), active);
    GibbsSampler sampler = new GibbsSampler(start, active, new SplittableRandom(seed));
    for (int draw = 0; draw < BURN_IN; draw++) {
      sampler.sweep();
    }
    double[][] coefficients = new double[DRAWS][plan.layout().columns()];
    double noise = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      sampler.sweep();
      sampler.coefficients(coefficients[draw]);
      noise += Math.sqrt(sampler.noise()) / DRAWS;
    }
    return split(plan, active, coefficients, noise, heldOut);
  }

  private static Decomposition split(
      EffectPlan plan,
      boolean[] active,
      double[][] coefficients,
      double noise,
      Decomposition.HeldOutFit heldOut) {
    EffectLayout layout = plan.layout();
    double[][] first = new double[DRAWS][layout.params()];
    double[] signal = new double[DRAWS];
    List<Decomposition.PairDraws> pairs = new ArrayList<>();
    for (int e = 0; e < active.length; e++) {
      Effect effect = layout.effects().get(e);
      double[] variance = new double[DRAWS];
      for (int draw = 0; draw < DRAWS; draw++) {
        variance[draw] = variance(effect, coefficients[draw]);
        signal[draw] += variance[draw];
        if (effect.isMain()) {
          first[draw][effect.first()] = variance[draw];
        }
      }
      if (!effect.isMain() && active[e]) {
        pairs.add(new Decomposition.PairDraws(effect.first(), effect.second(), variance));
      }
    }
    for (int draw = 0; draw < DRAWS; draw++) {
      double total = Math.max(Double.MIN_NORMAL, signal[draw]);
      for (int param = 0; param < first[draw].length; param++) {
        first[draw][param] /= total;
      }
      for (Decomposition.PairDraws pair : pairs) {
        pair.shares()[draw] /= total;
      }
    }
    return new Decomposition(
        first,
        pairs,
        signal,
        noise,
        heldOut,
        (param, at) -> curve(layout, coefficients, param, at),
        plan.modelled(),
        plan.pairsLeftOut());
  }

  private static double variance(Effect effect, double[] coefficients) {
    double sum = 0;
    for (int i = effect.offset(); i < effect.offset() + effect.size(); i++) {
      sum += coefficients[i] * coefficients[i];
    }
    return sum;
  }

  private static double[][] curve(
      EffectLayout layout, double[][] coefficients, int param, double[] coordinates) {
    Basis basis = layout.basis(param);
    int offset = layout.effects().get(param).offset();
    double[][] values = new double[coefficients.length][coordinates.length];
    double[] functions = new double[basis.size()];
    for (int at = 0; at < coordinates.length; at++) {
      basis.evaluate(coordinates[at], functions, 0);
      for (int draw = 0; draw < values.length; draw++) {
        double sum = 0;
        for (int i = 0; i < functions.length; i++) {
          sum += functions[i] * coefficients[draw][offset + i];
        }
        values[draw][at] = sum;
      }
    }
    return values;
  }
}
