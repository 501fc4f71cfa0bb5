package dev.almanac.analyses.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TreeAnovaTest {
  private static final double EXACT = 1e-12;

  /**
   * The tree of Optuna's own test: root splits f1 at .5, its left child f2 at 1.5, leaves .1, .2,
   * .5; space [0, 1], [0, 1], [0, 2].
   */
  @Test
  void treeOfThresholdsHasThePublishedVariances() {
    List<Axis> axes =
        List.of(new Axis(1, true, false), new Axis(2, true, false), new Axis(2, true, false));
    Tree tree = tree(new int[] {1, 2, -1, -1, -1}, new long[] {1, 1, 0, 0, 0}, 1, .1, .2, .5);
    CellMeasure measure = CellMeasure.of(axes, new double[][] {{1}, {.5, .5}, {1.5, .5}});

    TreeAnova anova = TreeAnova.of(new TreeSum(axes, 0, 1, List.of(tree)), measure);

    assertThat(anova.variance()).isCloseTo(.036093749999999994, within(EXACT));
    assertThat(anova.first(0)).isZero();
    assertThat(anova.first(1)).isCloseTo(.03515625, within(EXACT));
    assertThat(anova.first(2)).isCloseTo(.00046875, within(EXACT));
    assertThat(anova.pairs()).hasSize(1);
    assertThat(anova.pairs().get(0).variance())
        .isCloseTo(.03609375 - .03515625 - .00046875, within(EXACT));
    assertThat(anova.total(1)).isCloseTo(.03609375 - .00046875, within(EXACT));
  }

  /** The tree of random_forest_run's test: a number in [0, 100] and three choices. */
  @Test
  void treeOfChoicesHasThePublishedVariances() {
    List<Axis> axes = List.of(new Axis(3, true, false), new Axis(3, false, false));
    // Root: x1 at 59.5; left: x1 at 19.96 into 1 and 2; right: x2 {0} into 3, {1, 2} into 4.
    Tree tree =
        new Tree(
            new int[] {0, 0, 1, -1, -1, -1, -1},
            new long[] {0b011, 0b001, 0b001, 0, 0, 0, 0},
            new int[] {1, 3, 5, -1, -1, -1, -1},
            new int[] {2, 4, 6, -1, -1, -1, -1},
            new double[] {0, 0, 0, 1, 2, 3, 4},
            new int[7],
            new double[7]);
    double first = 19.955408871295;
    double second = 59.537304438242;
    CellMeasure measure =
        CellMeasure.of(
            axes, new double[][] {{first, second - first, 100 - second}, {1. / 3, 1. / 3, 1. / 3}});

    TreeAnova anova = TreeAnova.of(new TreeSum(axes, 0, 1, List.of(tree)), measure);

    assertThat(anova.mean()).isCloseTo(2.4748241706496, within(1e-12));
    assertThat(anova.variance()).isCloseTo(1.1879769625325292, within(1e-11));
    assertThat(anova.first(0)).isCloseTo(1.0980598612841774, within(1e-11));
    assertThat(anova.first(1)).isCloseTo(.036382882936078345, within(1e-11));
    assertThat(anova.pairs().get(0).variance()).isCloseTo(.05353421831227338, within(1e-11));
    assertThat(anova.mean() + anova.curve(0)[2]).isCloseTo(3.6666666666667, within(1e-12));
    assertThat(anova.mean() + anova.curve(1)[0]).isCloseTo(2.205072866904, within(1e-11));
    assertThat(anova.mean() + anova.curve(1)[2]).isCloseTo(2.609699822522, within(1e-11));
  }

  @Test
  void sweepEqualsCellByCellAveragesOfBoostedTrees() {
    Grown grown = Grown.random(3);
    TreeAnova anova = TreeAnova.of(grown.sum(), grown.measure());

    double mean = grown.average(-1, 0, -1, 0);
    double variance = grown.meanSquare() - mean * mean;
    assertThat(anova.mean()).isCloseTo(mean, within(1e-10));
    assertThat(anova.variance()).isCloseTo(variance, within(1e-10));
    for (int axis = 0; axis < 3; axis++) {
      for (int cell = 0; cell < grown.axes().get(axis).cells(); cell++) {
        assertThat(anova.curve(axis)[cell])
            .isCloseTo(grown.average(axis, cell, -1, 0) - mean, within(1e-10));
      }
    }
    for (TreeAnova.Pair pair : anova.pairs()) {
      double expected =
          grown.average(pair.a(), 1, pair.b(), 2)
              - mean
              - anova.curve(pair.a())[1]
              - anova.curve(pair.b())[2];
      assertThat(pair.table()[1][2]).isCloseTo(expected, within(1e-10));
    }
  }

  /** Three axes: all effects are first, pairs and the one of all three. */
  @Test
  void variancesOfAllEffectsAddUpToTheWhole() {
    Grown grown = Grown.random(2);
    TreeAnova anova = TreeAnova.of(grown.sum(), grown.measure());

    double sum = 0;
    for (int axis = 0; axis < 3; axis++) {
      sum += anova.first(axis);
    }
    for (TreeAnova.Pair pair : anova.pairs()) {
      sum += pair.variance();
    }
    // Paths of two splits have no effect of three axes.
    assertThat(sum).isCloseTo(anova.variance(), within(1e-10));
    for (int axis = 0; axis < 3; axis++) {
      double own = anova.first(axis);
      for (TreeAnova.Pair pair : anova.pairs()) {
        own += pair.a() == axis || pair.b() == axis ? pair.variance() : 0;
      }
      assertThat(anova.total(axis)).isCloseTo(own, within(1e-10));
    }
  }

  /** y = optimizer + (2·momentum − 1 under sgd only): variances 1/4 and ½ · 4/12. */
  @Test
  void hangingAxisIsJudgedWhereItExists() {
    int bins = 32;
    List<Axis> axes = List.of(new Axis(2, false, false), new Axis(bins, true, true));
    int runs = 2 * bins;
    byte[][] columns = new byte[2][runs];
    double[] response = new double[runs];
    for (int run = 0; run < runs; run++) {
      boolean sgd = run % 2 == 0;
      columns[0][run] = (byte) (sgd ? 0 : 1);
      columns[1][run] = (byte) (sgd ? run / 2 : bins);
      response[run] = sgd ? 2 * (run / 2 + .5) / bins - 1 : 1;
    }
    Cells cells = new Cells(axes, columns);
    double[] equal = new double[bins + 1];
    java.util.Arrays.fill(equal, 1);
    CellMeasure measure =
        CellMeasure.nested(
            axes, new double[][] {{1, 1}, equal}, new int[] {-1, 0}, new long[] {0, 1});
    Boosting boosting = new Boosting(400, .2, 1, Integer.MAX_VALUE, new Growth(3, 1, 0));

    TreeAnova anova =
        TreeAnova.of(boosting.fit(cells, response, IntStream.range(0, runs).toArray(), 1), measure);

    assertThat(anova.first(0)).isCloseTo(.25, within(.002));
    assertThat(anova.first(1)).isCloseTo(1. / 6, within(.002));
    assertThat(anova.variance()).isCloseTo(.25 + 1. / 6, within(.003));
    assertThat(anova.curve(1)[bins]).isZero();
  }

  /** Nodes: 0 root, 1 and the last leaf its children, then the two leaves of node 1. */
  private static Tree tree(
      int[] axis, long[] cells, int inner, double first, double second, double third) {
    return new Tree(
        axis,
        cells,
        new int[] {inner, 2, -1, -1, -1},
        new int[] {4, 3, -1, -1, -1},
        new double[] {0, 0, first, second, third},
        new int[5],
        new double[5]);
  }

  /** Boosted trees on three axes, one unordered, two with a missing cell, under uneven weights. */
  private record Grown(List<Axis> axes, TreeSum sum, double[][] weights, CellMeasure measure) {
    static Grown random(int depth) {
      SplittableRandom random = new SplittableRandom(depth);
      List<Axis> axes =
          List.of(new Axis(7, true, true), new Axis(4, false, true), new Axis(5, true, false));
      int runs = 300;
      byte[][] columns = new byte[3][runs];
      double[] response = new double[runs];
      double[][] level = new double[64][64];
      for (double[] row : level) {
        java.util.Arrays.setAll(row, i -> random.nextGaussian());
      }
      for (int run = 0; run < runs; run++) {
        for (int axis = 0; axis < 3; axis++) {
          columns[axis][run] = (byte) random.nextInt(axes.get(axis).cells());
        }
        response[run] =
            level[columns[0][run]][columns[1][run]]
                + level[columns[1][run] + 20][columns[2][run]] * columns[0][run];
      }
      TreeSum sum =
          Boosting.usual(depth)
              .withRounds(40)
              .fit(new Cells(axes, columns), response, IntStream.range(0, runs).toArray(), 5);
      double[][] weights = new double[3][];
      for (int axis = 0; axis < 3; axis++) {
        weights[axis] = random.doubles(axes.get(axis).cells(), .1, 1).toArray();
        double total = java.util.Arrays.stream(weights[axis]).sum();
        for (int i = 0; i < weights[axis].length; i++) {
          weights[axis][i] /= total;
        }
      }
      return new Grown(axes, sum, weights, CellMeasure.of(axes, weights));
    }

    double meanSquare() {
      double total = 0;
      for (int a = 0; a < weights[0].length; a++) {
        for (int b = 0; b < weights[1].length; b++) {
          for (int c = 0; c < weights[2].length; c++) {
            double value = at(a, b, c);
            total += weights[0][a] * weights[1][b] * weights[2][c] * value * value;
          }
        }
      }
      return total;
    }

    /** Average with up to two axes fixed; −1 for none. */
    double average(int first, int firstCell, int second, int secondCell) {
      double total = 0;
      for (int a = 0; a < weights[0].length; a++) {
        for (int b = 0; b < weights[1].length; b++) {
          for (int c = 0; c < weights[2].length; c++) {
            int[] point = {a, b, c};
            double weight = 1;
            for (int axis = 0; axis < 3; axis++) {
              if (axis == first || axis == second) {
                weight *= point[axis] == (axis == first ? firstCell : secondCell) ? 1 : 0;
              } else {
                weight *= weights[axis][point[axis]];
              }
            }
            total += weight == 0 ? 0 : weight * at(a, b, c);
          }
        }
      }
      return total;
    }

    private double at(int... point) {
      return sum.predict(axis -> point[axis]);
    }
  }
}
