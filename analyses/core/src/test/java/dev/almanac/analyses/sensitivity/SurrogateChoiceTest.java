package dev.almanac.analyses.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class SurrogateChoiceTest {
  private static final int RUNS = 600;

  /** Variances: a step of 2 at .37 has 4·.37·.63, the line 1/12. */
  @Test
  void aStepBecomesAColumnOfTheBasis() {
    Sensitivity result = analyse(x -> (x[0] > .37 ? 2 : 0) + x[1]);

    double step = 4 * .37 * .63;
    assertThat(result.surrogates()).filteredOn(row -> row.chosen()).hasSize(1);
    assertThat(result.surrogates().get(0).surrogate()).isEqualTo("anova");
    assertThat(share(result, "x0")).isCloseTo(step / (step + 1. / 12), within(.01));
    assertThat(result.surrogates().get(0).rSquaredHeldOut()).isGreaterThan(.97);
  }

  /** Three params that count only together and only in steps: no basis of pairs holds that. */
  @Test
  void treesAreChosenWhereTheyPredictBetter() {
    Sensitivity result = analyse(x -> (x[0] > .5) == (x[1] > .4) == (x[2] > .6) ? 1 : 0);

    Sensitivity.SurrogateRow chosen = result.surrogates().get(0);
    Sensitivity.SurrogateRow other = result.surrogates().get(1);
    assertThat(chosen.chosen()).isTrue();
    assertThat(other.chosen()).isFalse();
    assertThat(chosen.surrogate()).isEqualTo("boosted_trees");
    assertThat(chosen.rSquaredHeldOut()).isGreaterThan(other.rSquaredHeldOut() + .1);
    assertThat(chosen.trees()).isPositive();
  }

  /** All three or nothing: each alone has a seventh of the variance, as has each pair. */
  @Test
  void whatThreeParamsDoTogetherIsNotSharedOutToThem() {
    Sensitivity result = analyse(x -> x[0] > .5 && x[1] > .5 && x[2] > .5 ? 1 : 0);

    assertThat(result.surrogates().get(0).surrogate()).isEqualTo("boosted_trees");
    for (String key : List.of("x0", "x1", "x2")) {
      assertThat(share(result, key)).isCloseTo(1. / 7, within(.03));
    }
    assertThat(result.surrogates().get(0).sumFirstOrder()).isCloseTo(3. / 7, within(.05));
  }

  /** The surface of a product: its corners are 0, 0, 0 and 4. */
  @Test
  void strongPairsHaveASurface() {
    Sensitivity result = analyse(x -> 4 * x[0] * x[1] + .1 * x[2]);

    List<Sensitivity.SurfaceRow> surface =
        result.surfaces().stream()
            .filter(row -> row.first().equals("x0") && row.second().equals("x1"))
            .toList();
    assertThat(surface).hasSize(121);
    assertThat(surface.get(0).y()).isCloseTo(.05, within(.15));
    assertThat(surface.get(120).y()).isCloseTo(4.05, within(.15));
    assertThat(surface.stream().mapToInt(Sensitivity.SurfaceRow::runs).sum()).isEqualTo(RUNS);
  }

  /** Good runs have a low x0; among them the metric hangs on x1. */
  @Test
  void amongGoodRunsOtherParamsMayMatter() {
    Sensitivity result = analyse(x -> x[0] < .7 ? x[0] * .1 + x[1] : 5 + 5 * x[2]);

    Sensitivity.ImportanceRow all = row(result, "x0", "all");
    Sensitivity.ImportanceRow good = row(result, "x0", "top_q50");
    Sensitivity.ImportanceRow other = row(result, "x1", "top_q50");
    assertThat(all.importance()).isGreaterThan(.7);
    assertThat(good.importance()).isLessThan(all.importance());
    assertThat(other.importance()).isGreaterThan(row(result, "x1", "all").importance());
  }

  @Test
  void aParamWithoutEffectStaysBelowItsNullBand() {
    Sensitivity result = analyse(x -> 3 * x[0] + 2 * (x[1] - .5) * (x[1] - .5));

    assertThat(row(result, "x0", "all").adjustedP()).isLessThan(1e-6);
    assertThat(row(result, "x0", "all").importance())
        .isGreaterThan(row(result, "x0", "all").nullQ95());
    assertThat(row(result, "x3", "all").adjustedP()).isGreaterThan(.01);
    assertThat(row(result, "x3", "all").importance())
        .isLessThan(row(result, "x3", "all").nullQ95());
  }

  private static Sensitivity analyse(ToDoubleFunction<double[]> function) {
    SplittableRandom random = new SplittableRandom(3);
    double[][] x = new double[4][RUNS];
    double[] y = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      double[] point = random.doubles(4).toArray();
      for (int p = 0; p < 4; p++) {
        x[p][run] = point[p];
      }
      y[run] = function.applyAsDouble(point) + .05 * random.nextGaussian();
    }
    return SensitivityKernel.analyse(
        SyntheticRuns.table(
            y,
            List.of(
                SyntheticRuns.declaredFloat("x0", 0, 1, x[0]),
                SyntheticRuns.declaredFloat("x1", 0, 1, x[1]),
                SyntheticRuns.declaredFloat("x2", 0, 1, x[2]),
                SyntheticRuns.declaredFloat("x3", 0, 1, x[3]))),
        Goal.MINIMIZE,
        1);
  }

  private static double share(Sensitivity result, String key) {
    return row(result, key, "all").importance();
  }

  private static Sensitivity.ImportanceRow row(Sensitivity result, String key, String subset) {
    return result.importances().stream()
        .filter(row -> row.key().equals(key) && row.method().equals("anova_first"))
        .filter(row -> row.subset().equals(subset))
        .findFirst()
        .orElseThrow();
  }
}
