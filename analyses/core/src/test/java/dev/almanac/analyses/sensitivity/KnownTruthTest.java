package dev.almanac.analyses.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.almanac.analyses.sensitivity.Sensitivity.ImportanceRow;
import dev.almanac.analyses.sensitivity.Sensitivity.InteractionRow;
import dev.almanac.analyses.sensitivity.Sensitivity.ParamRow;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KnownTruthTest {

  /**
   * The function is a polynomial plus a lookup table without noise, so the model holds it exactly;
   * what is left is the prior's shrinkage. The tolerance is the rounding of the published truth.
   */
  @Test
  void goldenHundredRunsGiveTheTrueShares() {
    Sensitivity result = analyse(GoldenRuns.mixedSpace(100));

    assertThat(share(result, "a")).isCloseTo(.490, within(.002));
    assertThat(share(result, "b")).isCloseTo(.092, within(.002));
    assertThat(share(result, "c")).isCloseTo(.0136, within(.002));
    assertThat(share(result, "d")).isCloseTo(.404, within(.002));
    assertThat(result.surrogates().get(0).rSquaredHeldOut()).isGreaterThan(.999);
  }

  @Test
  void goldenHundredRunsHaveTheirBestWhereTheFormulaHasIt() {
    Sensitivity result = analyse(GoldenRuns.mixedSpace(100));

    assertThat(param(result, "a").bestText()).isEqualTo("0.3");
    assertThat(param(result, "b").bestText()).isEqualTo("0.001");
    assertThat(param(result, "c").bestAt()).isEqualTo(Sensitivity.Boundary.LOW);
    assertThat(param(result, "d").bestText()).isEqualTo("p");
  }

  /** Truth: S = (.3139, .4424, 0), S13 = .2437, T = (.5576, .4424, .2437). */
  @Test
  void ishigamiSharesAreFoundFromAThousandRuns() {
    Sensitivity result = analyse(GoldenRuns.ishigami(1000, 1));

    assertThat(share(result, "x1")).isCloseTo(.3139, within(.015));
    assertThat(share(result, "x2")).isCloseTo(.4424, within(.015));
    assertThat(share(result, "x3")).isCloseTo(0, within(.01));
    InteractionRow pair = result.interactions().get(0);
    assertThat(List.of(pair.first(), pair.second())).containsExactly("x1", "x3");
    assertThat(pair.importance()).isCloseTo(.2437, within(.015));
    assertThat(row(result, "x3", "anova_total").importance()).isCloseTo(.2437, within(.02));
    assertThat(param(result, "x3").status()).isEqualTo("noise");
  }

  /** Published first-order L1 errors at 100 runs: Gaussian process .065, boosted trees .148. */
  @Test
  void ishigamiFromAHundredRunsBeatsBoostedTrees() {
    Sensitivity result = analyse(GoldenRuns.ishigami(100, 2));

    double error =
        Math.abs(share(result, "x1") - .3139)
            + Math.abs(share(result, "x2") - .4424)
            + share(result, "x3");
    assertThat(error).isLessThan(.148);
    assertThat(result.verdict().grade()).isEqualTo(Sensitivity.Grade.WEAK);
  }

  /**
   * Truth Σ k·x_k²: shares k² ÷ Σ k². A fifth of the metric's variance is noise, and the runs' own
   * sample variances differ from the truth too: over seeds the summed error was .08 to .18.
   */
  @Test
  void additiveSharesAreFoundUnderNoise() {
    int runs = 200;
    int params = 8;
    SplittableRandom random = new SplittableRandom(5);
    double[][] x = new double[params][runs];
    double[] y = new double[runs];
    double squares = 0;
    for (int k = 1; k <= params; k++) {
      squares += k * k;
    }
    // Var(x²) for x uniform on [0, 1] is 4/45.
    double noise = Math.sqrt(squares * 4 / 45 / 4);
    for (int i = 0; i < runs; i++) {
      for (int k = 0; k < params; k++) {
        x[k][i] = random.nextDouble();
        y[i] += (k + 1) * x[k][i] * x[k][i];
      }
      y[i] += noise * random.nextGaussian();
    }
    List<ParamColumn> columns = new ArrayList<>();
    for (int k = 0; k < params; k++) {
      columns.add(SyntheticRuns.declaredFloat("x" + (k + 1), 0, 1, x[k]));
    }

    Sensitivity result = analyse(SyntheticRuns.table(y, columns));

    double error = 0;
    for (int k = 1; k <= params; k++) {
      error += Math.abs(share(result, "x" + k) - k * k / squares);
    }
    assertThat(error).isLessThan(.20);
    assertThat(row(result, "x8", "anova_first").effectSign()).isEqualTo(1);
    assertThat(result.surrogates().get(0).noiseSd()).isCloseTo(noise, within(.3 * noise));
  }

  /**
   * A param that exists under one choice only is judged where it exists, its parent keeps the rest.
   */
  @Test
  void conditionalParamIsJudgedWhereItIsActive() {
    int runs = 400;
    SplittableRandom random = new SplittableRandom(11);
    double[] optimizer = new double[runs];
    double[] momentum = new double[runs];
    double[] y = new double[runs];
    for (int i = 0; i < runs; i++) {
      optimizer[i] = random.nextInt(2);
      momentum[i] = optimizer[i] == 0 ? random.nextDouble() : Double.NaN;
      y[i] = optimizer[i] + (optimizer[i] == 0 ? 2 * momentum[i] - 1 : 0);
      y[i] += .05 * random.nextGaussian();
    }

    Sensitivity result =
        analyse(
            SyntheticRuns.table(
                y,
                List.of(
                    ParamColumn.of(
                        "optimizer",
                        DeclaredSpace.choices(List.of("sgd", "adam")),
                        SpaceOrigin.DECLARED,
                        optimizer),
                    SyntheticRuns.declaredFloat("momentum", 0, 1, momentum))));

    // Variances: optimizer 1/4; momentum ½ · 4/12 = 1/6.
    assertThat(share(result, "optimizer")).isCloseTo(.6, within(.03));
    assertThat(share(result, "momentum")).isCloseTo(.4, within(.03));
    assertThat(param(result, "momentum").statusReason())
        .contains("active only when optimizer is sgd");
    assertThat(param(result, "momentum").activeShare()).isCloseTo(.5, within(.06));
    assertThat(result.marginals())
        .filteredOn(row -> row.category().equals("(inactive)"))
        .hasSize(1);
  }

  @Test
  void marginalCurveFollowsTheFunctionInMetricUnits() {
    Sensitivity result = analyse(GoldenRuns.mixedSpace(200));

    // Along d the metric differs by the offsets 0, .1, .3 and nothing else.
    List<Double> levels =
        result.marginals().stream()
            .filter(row -> row.key().equals("d"))
            .sorted(java.util.Comparator.comparing(Sensitivity.MarginalRow::category))
            .map(Sensitivity.MarginalRow::y)
            .toList();
    assertThat(levels.get(1) - levels.get(0)).isCloseTo(.1, within(.003));
    assertThat(levels.get(2) - levels.get(0)).isCloseTo(.3, within(.003));
  }

  private static Sensitivity analyse(RunTable table) {
    return SensitivityKernel.analyse(table, Goal.MINIMIZE, 1);
  }

  private static double share(Sensitivity result, String key) {
    return row(result, key, "anova_first").importance();
  }

  private static ImportanceRow row(Sensitivity result, String key, String method) {
    return result.importances().stream()
        .filter(row -> row.key().equals(key) && row.method().equals(method))
        .findFirst()
        .orElseThrow();
  }

  private static ParamRow param(Sensitivity result, String key) {
    return result.params().stream().filter(row -> row.key().equals(key)).findFirst().orElseThrow();
  }
}
