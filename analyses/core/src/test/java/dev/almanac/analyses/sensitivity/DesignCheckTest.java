package dev.almanac.analyses.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DesignCheckTest {
  private static final int RUNS = 300;

  @Test
  void randomSearchIsEven() {
    SplittableRandom random = new SplittableRandom(1);

    DesignCheck check = check(random.doubles(RUNS).toArray(), random.doubles(RUNS).toArray());

    assertThat(check.kind()).isEqualTo(DesignCheck.Kind.EVEN);
    assertThat(check.measure()).isEqualTo(Measure.UNIFORM);
  }

  @Test
  void gridSearchInOrderIsEvenThoughItsValuesDrift() {
    double[] outer = IntStream.range(0, RUNS).mapToDouble(i -> i / 30 / 9.0).toArray();
    double[] inner = IntStream.range(0, RUNS).mapToDouble(i -> i % 30 / 29.0).toArray();

    assertThat(check(outer, inner).kind()).isEqualTo(DesignCheck.Kind.EVEN);
  }

  @Test
  void concentratedButUnorderedSearchIsUneven() {
    SplittableRandom random = new SplittableRandom(2);
    double[] a =
        IntStream.range(0, RUNS).mapToDouble(i -> clip(.5 + .12 * random.nextGaussian())).toArray();

    DesignCheck check = check(a, random.doubles(RUNS).toArray());

    assertThat(check.kind()).isEqualTo(DesignCheck.Kind.UNEVEN);
    assertThat(check.measure()).isEqualTo(Measure.EMPIRICAL);
    assertThat(check.evidence()).isEqualTo("values are not spread evenly in a");
  }

  @Test
  void searchThatClosesInOnItsBestRunIsSteeredAndLosesItsIntervals() {
    RunTable table = optimised(7);

    Sensitivity result = SensitivityKernel.analyse(table, Goal.MINIMIZE, 1);

    assertThat(result.verdict().design()).isEqualTo("steered");
    assertThat(result.verdict().grade()).isEqualTo(Sensitivity.Grade.WEAK);
    assertThat(result.surrogates().get(0).measure()).isEqualTo(Measure.EMPIRICAL);
    assertThat(result.importances())
        .isNotEmpty()
        .allMatch(row -> Double.isNaN(row.low()) && Double.isNaN(row.high()) && row.rankLow() == 0);
    assertThat(result.marginals()).allMatch(row -> Double.isNaN(row.low()));
  }

  @Test
  void steeringIsFoundInNearlyEveryOptimisedSearchAndInNoRandomOne() {
    int steered = 0;
    int falseAlarms = 0;
    for (int seed = 0; seed < 20; seed++) {
      RunTable table = optimised(seed);
      steered += kind(table) == DesignCheck.Kind.STEERED ? 1 : 0;
      RunTable random = SyntheticRuns.mixed(RUNS, 8, .2, seed).table();
      falseAlarms += kind(random) == DesignCheck.Kind.STEERED ? 1 : 0;
    }

    assertThat(steered).isGreaterThanOrEqualTo(18);
    assertThat(falseAlarms).isZero();
  }

  /** A caricature of TPE: after 20 random runs, sample around one of the best 15 %. */
  private static RunTable optimised(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] x = new double[3][RUNS];
    double[] y = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      int count = i;
      int[] ranked =
          IntStream.range(0, count)
              .boxed()
              .sorted(java.util.Comparator.comparingDouble(run -> y[run]))
              .mapToInt(Integer::intValue)
              .toArray();
      for (double[] column : x) {
        column[i] =
            i < 20
                ? random.nextDouble()
                : clip(
                    column[ranked[random.nextInt(1 + count * 15 / 100)]]
                        + .12 * random.nextGaussian());
      }
      y[i] =
          4 * Math.pow(x[0][i] - .3, 2)
              + 2 * Math.pow(x[1][i] - .6, 2)
              + .05 * x[2][i]
              + .05 * random.nextGaussian();
    }
    return SyntheticRuns.table(
        y,
        List.of(
            SyntheticRuns.declaredFloat("a", 0, 1, x[0]),
            SyntheticRuns.declaredFloat("b", 0, 1, x[1]),
            SyntheticRuns.declaredFloat("c", 0, 1, x[2])));
  }

  private static DesignCheck.Kind kind(RunTable table) {
    RunTable canonical = table.canonical();
    Response response = Response.of(canonical.metricCopy(), Goal.MINIMIZE);
    return DesignCheck.of(canonical, response.standardised(), Goal.MINIMIZE).kind();
  }

  private static DesignCheck check(double[] a, double[] b) {
    double[] metric = IntStream.range(0, RUNS).mapToDouble(i -> a[i] + b[i]).toArray();
    RunTable table =
        SyntheticRuns.table(
            metric,
            List.of(
                SyntheticRuns.declaredFloat("a", 0, 1, a),
                SyntheticRuns.declaredFloat("b", 0, 1, b)));
    return DesignCheck.of(table, metric, Goal.MINIMIZE);
  }

  private static double clip(double value) {
    return Math.max(0, Math.min(1, value));
  }
}
