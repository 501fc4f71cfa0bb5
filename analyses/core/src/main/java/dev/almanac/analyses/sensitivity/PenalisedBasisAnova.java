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
  private static final int DRAWS = 400;

  /** Columns of a fit that is a side question. */
  private static final int GLANCE_COLUMNS = 300;

  private final int draws;
  private final boolean closely;

  /** Make the usual number of draws. */
  PenalisedBasisAnova() {
    this(DRAWS, true);
  }

  /**
   * Make another number of draws.
   *
   * @param draws how many to keep; half as many again are made before
   * @param closely whether to look for steps and as many pairs as there is room for
   */
  PenalisedBasisAnova(int draws, boolean closely) {
    this.draws = draws;
    this.closely = closely;
  }

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
    EffectPlan plan =
        closely
            ? EffectPlan.of(runs, StepSearch.of(runs), EffectPlan.MAX_COLUMNS)
            : EffectPlan.of(runs, Refinement.none(runs.params().size()), GLANCE_COLUMNS);
    Moments[] folds =
        Moments.byFold(plan.layout(), runs.params(), runs.metric(), runs.folds(), Folds.COUNT);
    Moments all = Moments.total(folds);
    Decomposition.HeldOutFit heldOut = CrossValidation.of(plan, folds, all);
    boolean[] active = plan.active()[Folds.COUNT];
    FitState start = new QuickFit().fit(RidgeSystem.of(plan.layout().effects(), all), active);
    NullTest nullTest = NullTest.of(start, plan.layout().params());
    GibbsSampler sampler = new GibbsSampler(start, active, new SplittableRandom(seed));
    for (int draw = 0; draw < draws / 2; draw++) {
      sampler.sweep();
    }
    double[][] coefficients = new double[draws][plan.layout().columns()];
    double noise = 0;
    for (int draw = 0; draw < draws; draw++) {
      sampler.sweep();
      sampler.coefficients(coefficients[draw]);
      noise += Math.sqrt(sampler.noise()) / draws;
    }
    return split(plan, active, coefficients, noise, heldOut, nullTest);
  }

  private Decomposition split(
      EffectPlan plan,
      boolean[] active,
      double[][] coefficients,
      double noise,
      Decomposition.HeldOutFit heldOut,
      NullTest nullTest) {
    EffectLayout layout = plan.layout();
    double[][] first = new double[draws][layout.params()];
    double[] signal = new double[draws];
    List<Decomposition.PairDraws> pairs = new ArrayList<>();
    for (int e = 0; e < active.length; e++) {
      Effect effect = layout.effects().get(e);
      double[] variance = new double[draws];
      for (int draw = 0; draw < draws; draw++) {
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
    for (int draw = 0; draw < draws; draw++) {
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
        (a, b, atA, atB) -> surface(layout, means(coefficients), a, b, atA, atB),
        nullTest,
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

  private static double[] means(double[][] draws) {
    double[] mean = new double[draws[0].length];
    for (double[] draw : draws) {
      for (int column = 0; column < mean.length; column++) {
        mean[column] += draw[column] / draws.length;
      }
    }
    return mean;
  }

  private static double[][] surface(
      EffectLayout layout, double[] coefficients, int a, int b, double[] atA, double[] atB) {
    Effect first = layout.effects().get(a);
    Effect second = layout.effects().get(b);
    double[] row = new double[coefficients.length];
    double[][] values = new double[atA.length][atB.length];
    for (int i = 0; i < atA.length; i++) {
      layout.basis(a).evaluate(atA[i], row, first.offset());
      for (int j = 0; j < atB.length; j++) {
        layout.basis(b).evaluate(atB[j], row, second.offset());
        values[i][j] = value(first, coefficients, row) + value(second, coefficients, row);
        for (Effect effect : layout.effects()) {
          if (effect.first() == a && effect.second() == b) {
            values[i][j] += layout.pairValue(effect, coefficients, row);
          }
        }
      }
    }
    return values;
  }

  private static double value(Effect effect, double[] coefficients, double[] row) {
    double sum = 0;
    for (int i = effect.offset(); i < effect.offset() + effect.size(); i++) {
      sum += coefficients[i] * row[i];
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
