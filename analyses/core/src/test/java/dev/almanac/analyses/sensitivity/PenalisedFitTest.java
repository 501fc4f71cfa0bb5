package dev.almanac.analyses.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PenalisedFitTest {

  /**
   * One column, so the posterior mean of its coefficient is a double integral over scale and noise
   * that a grid can do: p(τ, σ²) ∝ half-Cauchy(τ) · 1/σ² times the marginal likelihood.
   */
  @Test
  void drawsAgreeWithNumericalIntegration() {
    RunTable table = binary(60, .35, 5);
    Response response = Response.of(table.metricCopy(), Goal.MINIMIZE);
    EffectLayout layout =
        EffectLayout.of(List.of(Basis.Contrast.under(new double[] {.5, .5})), List.of(), 3);
    Moments moments =
        Moments.total(
            Moments.byFold(
                layout, table.params(), response.standardised(), new int[table.size()], 1));
    RidgeSystem system = RidgeSystem.of(layout.effects(), moments);

    double[] drawn = drawnMeans(system);
    double[] exact = integratedMeans(system);

    assertThat(drawn[0]).isCloseTo(exact[0], within(.01));
    assertThat(drawn[1]).isCloseTo(exact[1], within(.01));
  }

  private static double[] drawnMeans(RidgeSystem system) {
    boolean[] active = {true};
    GibbsSampler sampler =
        new GibbsSampler(new QuickFit().fit(system, active), active, new SplittableRandom(3));
    int draws = 20_000;
    double[] coefficient = new double[1];
    double[] means = new double[2];
    for (int i = 0; i < draws; i++) {
      sampler.sweep();
      sampler.coefficients(coefficient);
      means[0] += Math.abs(coefficient[0]) / draws;
      means[1] += sampler.noise() / draws;
    }
    return means;
  }

  private static double[] integratedMeans(RidgeSystem system) {
    double curvature = system.curvature(0);
    double slope = Math.abs(system.response(0)) / curvature;
    double residual = system.responseSquare() - slope * slope * curvature;
    double total = 0;
    double coefficient = 0;
    double noise = 0;
    for (double logScale = Math.log(1e-5); logScale < Math.log(30); logScale += .05) {
      double scale = Math.exp(logScale);
      double prior =
          scale / (1 + scale * scale / (EffectScale.MAIN_WIDTH * EffectScale.MAIN_WIDTH));
      for (double logNoise = -2; logNoise < 2; logNoise += .01) {
        double variance = Math.exp(logNoise);
        double spread = scale * scale + variance / curvature;
        double likelihood =
            Math.exp(
                -.5 * (system.freedom() - 1) * logNoise
                    - .5 * residual / variance
                    - .5 * Math.log(spread)
                    - .5 * slope * slope / spread);
        double weight = prior * likelihood;
        double mean = slope * scale * scale / spread;
        double sd = Math.sqrt(scale * scale * variance / curvature / spread);
        total += weight;
        coefficient += weight * meanAbsolute(mean, sd);
        noise += weight * variance;
      }
    }
    return new double[] {coefficient / total, noise / total};
  }

  /** Mean of |X| for a normal X, by quadrature. */
  private static double meanAbsolute(double mean, double sd) {
    double sum = 0;
    double weights = 0;
    for (double z = -4; z <= 4; z += .1) {
      double weight = Math.exp(-.5 * z * z);
      sum += weight * Math.abs(mean + z * sd);
      weights += weight;
    }
    return sum / weights;
  }

  /** The held-out error from sums of products equals the one from predicting run by run. */
  @Test
  void crossValidationFromMomentsEqualsPredictingEveryRun() {
    SyntheticRuns runs = SyntheticRuns.mixed(60, 4, .2, 8);
    RunTable table = runs.table().canonical();
    double[] metric = Response.of(table.metricCopy(), Goal.MINIMIZE).standardised();
    int[] folds = Folds.deal(table, 1);
    PreparedRuns prepared =
        new PreparedRuns(
            table.params(), metric, Parents.of(table.params()), folds, Measure.UNIFORM);
    EffectPlan plan =
        EffectPlan.of(prepared, Refinement.none(prepared.params().size()), EffectPlan.MAX_COLUMNS);
    Moments[] parts = Moments.byFold(plan.layout(), table.params(), metric, folds, Folds.COUNT);
    Moments all = Moments.total(parts);
    double error = 0;
    double baseline = 0;
    double[] row = new double[plan.layout().columns()];
    for (int fold = 0; fold < Folds.COUNT; fold++) {
      Moments training = all.without(parts[fold]);
      RidgeSystem system = RidgeSystem.of(plan.layout().effects(), training);
      double[] coefficients = new double[system.columns()];
      system.restore(new QuickFit().fit(system, plan.active()[fold]).coefficients(), coefficients);
      int held = fold;
      double mean =
          IntStream.range(0, 60)
              .filter(i -> folds[i] != held)
              .mapToDouble(i -> metric[i])
              .average()
              .orElseThrow();
      for (int run = 0; run < 60; run++) {
        if (folds[run] == fold) {
          plan.layout().row(table.params(), run, row);
          double prediction = mean;
          for (int i = 0; i < row.length; i++) {
            prediction += coefficients[i] * (row[i] - training.mean(i));
          }
          error += (metric[run] - prediction) * (metric[run] - prediction);
          baseline += (metric[run] - mean) * (metric[run] - mean);
        }
      }
    }

    assertThat(CrossValidation.of(plan, parts, all).rSquared())
        .isCloseTo(1 - error / baseline, within(1e-9));
  }

  @Test
  void aRunIsNeverPredictedByAScreeningThatSawIt() {
    SplittableRandom random = new SplittableRandom(1);
    List<ParamColumn> params =
        IntStream.range(0, 400)
            .mapToObj(p -> SyntheticRuns.declaredFloat("p" + p, 0, 1, random.doubles(40).toArray()))
            .toList();
    RunTable table = SyntheticRuns.table(random.doubles(40).toArray(), params);
    double[] metric = Response.of(table.metricCopy(), Goal.MINIMIZE).standardised();
    int[] folds = Folds.deal(table, 1);

    EffectPlan plan =
        EffectPlan.of(
            new PreparedRuns(params, metric, Parents.of(params), folds, Measure.UNIFORM),
            Refinement.none(params.size()),
            EffectPlan.MAX_COLUMNS);
    for (int run = 0; run < metric.length; run++) {
      metric[run] = folds[run] == 2 ? -5 * metric[run] : metric[run];
    }
    EffectPlan other =
        EffectPlan.of(
            new PreparedRuns(params, metric, Parents.of(params), folds, Measure.UNIFORM),
            Refinement.none(params.size()),
            EffectPlan.MAX_COLUMNS);

    assertThat(mains(other, 2)).isEqualTo(mains(plan, 2));
    assertThat(mains(other, 1)).isNotEqualTo(mains(plan, 1));
  }

  private static List<Integer> mains(EffectPlan plan, int fold) {
    return IntStream.range(0, plan.layout().effects().size())
        .filter(e -> plan.layout().effects().get(e).isMain() && plan.active()[fold][e])
        .boxed()
        .toList();
  }

  private static RunTable binary(int runs, double effect, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] choice = IntStream.range(0, runs).mapToDouble(i -> i % 2).toArray();
    double[] metric =
        IntStream.range(0, runs)
            .mapToDouble(i -> effect * (2 * choice[i] - 1) + random.nextGaussian())
            .toArray();
    ParamColumn column =
        ParamColumn.of("c", DeclaredSpace.choices(List.of("x", "y")), SpaceOrigin.DECLARED, choice);
    return SyntheticRuns.table(metric, List.of(column));
  }
}
