package dev.almanac.analyses.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.almanac.analyses.statistics.Ranks;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  @Test
  void tiesShareTheirMeanRankAndNanIsLast() {
    assertThat(Ranks.of(new double[] {2, Double.NaN, 1, 2, Double.POSITIVE_INFINITY}))
        .containsExactly(2.5, 5, 1, 2.5, 4);
  }

  @Test
  void rankCorrelationOfAMonotoneMapIsOne() {
    double[] x = {3, 1, 2, 5, 4};
    double[] y = {27, 1, 8, 125, 64};

    assertThat(Ranks.correlation(x, y)).isCloseTo(1, within(1e-15));
    assertThat(Ranks.correlation(x, new double[5])).isZero();
  }

  @Test
  void normalQuantilesHaveTheirTabulatedValues() {
    assertThat(NormalQuantile.of(.5)).isCloseTo(0, within(1e-9));
    assertThat(NormalQuantile.of(.975)).isCloseTo(1.959963984540054, within(1e-8));
    assertThat(NormalQuantile.of(.001)).isCloseTo(-3.090232306167813, within(1e-8));
  }

  @Test
  void eigenvectorsRebuildTheMatrix() {
    double[][] matrix = {{4, 1, -2, 0}, {1, 2, 0, 1}, {-2, 0, 3, -2}, {0, 1, -2, -1}};

    SymmetricEigen eigen = SymmetricEigen.of(matrix);

    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        double rebuilt = 0;
        for (int k = 0; k < 4; k++) {
          rebuilt += eigen.vectors()[i][k] * eigen.values()[k] * eigen.vectors()[j][k];
        }
        assertThat(rebuilt).isCloseTo(matrix[i][j], within(1e-12));
      }
    }
  }

  @Test
  void gammaDrawsHaveTheirMeanAndVariance() {
    SplittableRandom random = new SplittableRandom(1);
    int draws = 20_000;
    double sum = 0;
    double square = 0;
    for (int i = 0; i < draws; i++) {
      double draw = NoiseModel.gamma(3.5, random);
      sum += draw / draws;
      square += draw * draw / draws;
    }

    assertThat(sum).isCloseTo(3.5, within(.06));
    assertThat(square - sum * sum).isCloseTo(3.5, within(.2));
  }

  @Test
  void noiseCeilingComesFromRepeats() {
    SplittableRandom random = new SplittableRandom(2);
    int runs = 400;
    double[] metric = new double[runs];
    String[] configurations = new String[runs];
    long[] starts = new long[runs];
    for (int i = 0; i < runs; i++) {
      int configuration = i / 4;
      configurations[i] = "c" + configuration;
      starts[i] = i;
      metric[i] = new SplittableRandom(configuration).nextGaussian() + .5 * random.nextGaussian();
    }
    RunTable table =
        new RunTable(metric, configurations, starts, java.util.List.of(), java.util.List.of());

    Replicates repeats = Replicates.of(table, Response.of(metric, Goal.MINIMIZE).standardised());

    assertThat(repeats.configurations()).isEqualTo(100);
    assertThat(repeats.freedom()).isEqualTo(300);
    assertThat(repeats.ceiling()).isCloseTo(1 / 1.25, within(.05));
  }

  @Test
  void withoutRepeatsTheCeilingIsNotKnown() {
    RunTable table = SyntheticRuns.mixed(20, 2, .2, 1).table();

    assertThat(Replicates.of(table, new double[20]).ceiling()).isNaN();
  }

  @Test
  void rankNormalScoresMapBackToTheMetric() {
    double[] metric = {1, 2, 4, 8, 9, Double.NaN};

    Response response = Response.of(metric, Goal.MINIMIZE);

    for (int i = 0; i < 5; i++) {
      assertThat(response.toMetric(response.standardised()[i]))
          .isCloseTo(metric[i], within(1e-6 * metric[i]));
    }
    assertThat(response.standardised()[5]).isGreaterThan(response.standardised()[4]);
  }

  @Test
  void curvesOfExplodedMetricsEndWhereValuesAreBroken() {
    Response response = Response.of(new double[] {1, 2, 3, 4, 1e12}, Goal.MINIMIZE);
    Response broken = Response.of(new double[] {1, 2, 3, 4, 1e12, Double.NaN}, Goal.MINIMIZE);

    assertThat(response.transform()).isEqualTo(Transform.NONE);
    // Quartiles 2 and 4: the outer fence is 4 + 3·2.
    assertThat(broken.toMetric(5)).isEqualTo(10);
    assertThat(broken.reason()).isEqualTo("1 of 6 values are not finite; curves end at 10.00");
  }

  @Test
  void foldsKeepRepeatsTogetherAndAreOfEqualSize() {
    int runs = 100;
    String[] configurations = new String[runs];
    for (int i = 0; i < runs; i++) {
      configurations[i] = "c" + i % 50;
    }
    RunTable table =
        new RunTable(
            new double[runs],
            configurations,
            new long[runs],
            java.util.List.of(),
            java.util.List.of());

    int[] folds = Folds.deal(table, 1);

    int[] sizes = new int[Folds.COUNT];
    for (int i = 0; i < runs; i++) {
      assertThat(folds[i]).isEqualTo(folds[i % 50]);
      sizes[folds[i]]++;
    }
    assertThat(sizes).containsOnly(20);
  }
}
