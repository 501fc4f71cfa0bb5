package dev.almanac.analyses.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.almanac.analyses.trees.Axis;
import dev.almanac.analyses.trees.Cells;
import dev.almanac.analyses.trees.Forest;
import dev.almanac.analyses.trees.Growth;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Measures that rest on a forest or another surrogate, on functions whose answer is known. */
class ForestImportanceTest {

  private static final double[] SLOPES = {3, 1, 0.3, 0};
  private static final int BINS = 20;

  private final SplittableRandom random = new SplittableRandom(5);
  private final byte[][] cells = new byte[SLOPES.length][1500];
  private final double[] response = new double[1500];

  ForestImportanceTest() {
    for (int run = 0; run < response.length; run++) {
      for (int axis = 0; axis < SLOPES.length; axis++) {
        cells[axis][run] = (byte) random.nextInt(BINS);
        response[run] += SLOPES[axis] * cells[axis][run] / (BINS - 1.0);
      }
    }
  }

  private Cells table() {
    List<Axis> axes =
        IntStream.range(0, SLOPES.length).mapToObj(i -> new Axis(BINS, true, false)).toList();
    return new Cells(axes, cells);
  }

  private Forest forest() {
    return Forest.grow(table(), response, 64, new Growth(64, 1, 0), 3);
  }

  /** Of independent params of an additive function permuting loses 2 Var_j / Var. */
  @Test
  void permutationLosesTwiceTheShareOfTheVariance() {
    Forest forest = forest();
    double squares = Arrays.stream(SLOPES).map(slope -> slope * slope).sum();
    for (int axis = 0; axis < SLOPES.length; axis++) {
      double drop = PermutationImportance.of(table(), response, forest, new int[] {axis}, 9);
      assertThat(drop)
          .isCloseTo(2 * SLOPES[axis] * SLOPES[axis] / squares, within(0.12))
          .isEqualTo(PermutationImportance.of(table(), response, forest, new int[] {axis}, 9));
    }
    assertThat(PermutationImportance.of(table(), response, forest, new int[] {0, 1, 2, 3}, 9))
        .isCloseTo(2, within(0.12));
  }

  /** Every param alone has the variance slope² / 12 of an additive function, wherever that is. */
  @Test
  void localSharesAreThoseOfTheSquaredSlopes() {
    double[][] weights = new double[SLOPES.length][BINS];
    Arrays.stream(weights).forEach(each -> Arrays.fill(each, 1));
    double squares = Arrays.stream(SLOPES).map(slope -> slope * slope).sum();

    double[] shares = LocalImportance.of(forest().sum().trees(), new int[] {2, 3, 4, 5}, weights);

    assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-9));
    for (int axis = 0; axis < SLOPES.length; axis++) {
      assertThat(shares[axis]).isCloseTo(SLOPES[axis] * SLOPES[axis] / squares, within(0.05));
    }
    weights[0] = new double[0];
    assertThat(LocalImportance.of(forest().sum().trees(), new int[] {2, 3, 4, 5}, weights)[0])
        .isZero();
  }

  /** DeepCAVE's oracle (test_ablation.py, test_polynomial): improvements equal the coefficients. */
  @Test
  void changesOfAPolynomialBringItsCoefficients() {
    double[] coefficients = {0.3, 2, 0.7, 1.1};

    List<AblationPath.Step> steps =
        AblationPath.walk(
            at -> new double[] {5 + dot(coefficients, at), 5 + dot(coefficients, at)},
            new int[4],
            new int[] {1, 1, 1, 1},
            List.of(new int[] {0}, new int[] {1}, new int[] {2}, new int[] {3}),
            false);

    assertThat(steps.stream().map(AblationPath.Step::group)).containsExactly(-1, 1, 3, 2, 0);
    assertThat(steps.get(0).after()).isEqualTo(5);
    for (AblationPath.Step step : steps.subList(1, 5)) {
      assertThat(step.gain()).isCloseTo(coefficients[step.group()], within(1e-12));
      assertThat(step.gainSd()).isZero();
    }
    assertThat(steps.get(4).after()).isCloseTo(9.1, within(1e-12));
  }

  @Test
  void paramsOfAGroupChangeTogetherAndLowerCanBeBetter() {
    double[] coefficients = {-1, 2, -4};

    List<AblationPath.Step> steps =
        AblationPath.walk(
            at -> new double[] {dot(coefficients, at) - 1, dot(coefficients, at) + 1},
            new int[3],
            new int[] {1, 1, 1},
            List.of(new int[] {0}, new int[] {1, 2}),
            true);

    assertThat(steps.stream().map(AblationPath.Step::gain)).containsExactly(0.0, 2.0, 1.0);
    assertThat(steps.get(1).gainSd()).isCloseTo(Math.sqrt(2), within(1e-12));
  }

  private static double dot(double[] coefficients, int[] at) {
    return IntStream.range(0, at.length).mapToDouble(i -> coefficients[i] * at[i]).sum();
  }
}
