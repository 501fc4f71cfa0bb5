package dev.almanac.analyses.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.almanac.analyses.sensitivity.Sensitivity.Status;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OddInputTest {

  /** As momentum logged 0.9 with SGD and None with every other optimizer. */
  @Test
  void aParamThatHasOneValueOrNoneIsAnswered() {
    SplittableRandom random = new SplittableRandom(11);
    int runs = 120;
    double[] optimizer = new double[runs];
    double[] momentum = new double[runs];
    double[] metric = new double[runs];
    for (int run = 0; run < runs; run++) {
      optimizer[run] = random.nextInt(3);
      momentum[run] = optimizer[run] == 0 ? .9 : Double.NaN;
      metric[run] = optimizer[run] + .1 * random.nextDouble();
    }
    ParamColumn choices =
        ParamColumn.of(
            "optimizer",
            DeclaredSpace.choices(List.of("sgd", "adam", "lion")),
            SpaceOrigin.INFERRED,
            optimizer);
    ParamColumn constant =
        ParamColumn.of(
            "momentum",
            DeclaredSpace.range(ValueType.FLOAT, Scale.LINEAR, .9, .9),
            SpaceOrigin.INFERRED,
            momentum);

    Sensitivity answer =
        SensitivityKernel.analyse(
            SyntheticRuns.table(metric, List.of(choices, constant)), Goal.MINIMIZE, 1);

    assertThat(answer.verdict().status()).isEqualTo(Sensitivity.Status.ANSWERED);
  }

  @Test
  void noRunsAreTooFew() {
    Sensitivity result = analyse(SyntheticRuns.table(new double[0], List.of()));

    assertThat(result.verdict().status()).isEqualTo(Status.TOO_FEW_RUNS);
    assertThat(result.verdict().reason()).isEqualTo("no run has the metric");
  }

  @Test
  void oneRunAndTwentyNineRunsAreTooFew() {
    assertThat(analyse(SyntheticRuns.mixed(1, 3, .2, 1).table()).verdict().status())
        .isEqualTo(Status.TOO_FEW_RUNS);
    Sensitivity result = analyse(SyntheticRuns.mixed(29, 3, .2, 1).table());
    assertThat(result.verdict().reason()).contains("29 runs");
    assertThat(result.importances()).isEmpty();
    assertThat(result.params()).hasSize(3).allMatch(row -> row.status().equals("not_fitted"));
  }

  @Test
  void repeatsOfFewConfigurationsAreTooFew() {
    SyntheticRuns runs = SyntheticRuns.mixed(60, 5, .2, 1);
    RunTable repeated = withConfigurations(runs.table(), 6);

    Sensitivity result = analyse(repeated);

    assertThat(result.verdict().status()).isEqualTo(Status.TOO_FEW_RUNS);
    assertThat(result.verdict().reason()).contains("6 different configurations");
  }

  @Test
  void constantMetricVariesNothing() {
    RunTable table = SyntheticRuns.mixed(50, 3, .2, 1).table();
    RunTable constant = SyntheticRuns.table(filled(50, 0.1), table.params());

    assertThat(analyse(constant).verdict().status()).isEqualTo(Status.NOTHING_VARIES);
  }

  @Test
  void valuesWhoseSquaresOverflowAreRankedInsteadOfCalledEqual() {
    RunTable table = SyntheticRuns.mixed(60, 3, .2, 1).table();
    double[] metric = IntStream.range(0, 60).mapToDouble(table::metric).toArray();
    metric[7] = 1e200;

    Sensitivity result = analyse(SyntheticRuns.table(metric, table.params()));

    assertThat(result.verdict().status()).isNotEqualTo(Status.NOTHING_VARIES);
    assertThat(result.importances()).isNotEmpty();
  }

  @Test
  void largestDoubleIsReadAsTheInfinityThatItMayStandFor() {
    assertThat(LoggedRun.judged(Goal.MINIMIZE, Double.MAX_VALUE, 0.3, Double.MAX_VALUE))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(LoggedRun.judged(Goal.MAXIMIZE, -Double.MAX_VALUE, -1, 2))
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void noParamVariesNothing() {
    double[] metric = IntStream.range(0, 50).asDoubleStream().toArray();

    assertThat(analyse(SyntheticRuns.table(metric, List.of())).verdict().reason())
        .isEqualTo("no param differs between the runs");
  }

  @Test
  void divergedRunsAreRankedWorstAndSaidToBe() {
    double[] a = IntStream.range(0, 100).mapToDouble(i -> i / 100.0).toArray();
    double[] metric = new double[100];
    for (int i = 0; i < 100; i++) {
      metric[i] = a[i] > .9 ? Double.NaN : a[i] > .85 ? Double.POSITIVE_INFINITY : a[i];
    }

    Sensitivity result =
        analyse(SyntheticRuns.table(metric, List.of(SyntheticRuns.declaredFloat("a", 0, 1, a))));

    assertThat(result.verdict().transform()).isEqualTo(Transform.RANK_NORMAL);
    assertThat(result.verdict().transformReason()).isEqualTo("14 of 100 values are not finite");
    assertThat(result.importances().get(0).importance()).isGreaterThan(.99);
    assertThat(result.importances().get(0).effectSign()).isEqualTo(1);
    assertThat(result.marginals()).allMatch(row -> Double.isFinite(row.y()));
  }

  @Test
  void onlyNonFiniteValuesVaryNothing() {
    RunTable table = SyntheticRuns.mixed(50, 3, .2, 1).table();

    Sensitivity result = analyse(SyntheticRuns.table(filled(50, Double.NaN), table.params()));

    assertThat(result.verdict().status()).isEqualTo(Status.NOTHING_VARIES);
  }

  @Test
  void heavyTailsAreRankNormalised() {
    SyntheticRuns runs = SyntheticRuns.mixed(100, 4, .1, 2);
    double[] exploded =
        IntStream.range(0, 100).mapToDouble(i -> Math.exp(2 * runs.table().metric(i))).toArray();

    Sensitivity result = analyse(SyntheticRuns.table(exploded, runs.table().params()));

    assertThat(result.verdict().transform()).isEqualTo(Transform.RANK_NORMAL);
    assertThat(result.verdict().transformReason()).startsWith("heavy tails: kurtosis");
  }

  @Test
  void fiveThousandParamsAreScreenedAndCounted() {
    int runs = 60;
    SplittableRandom random = new SplittableRandom(1);
    double[] metric = new double[runs];
    List<ParamColumn> params =
        IntStream.range(0, 5000)
            .mapToObj(
                p -> SyntheticRuns.declaredFloat("p" + p, 0, 1, random.doubles(runs).toArray()))
            .toList();
    for (int i = 0; i < runs; i++) {
      metric[i] = 10 * params.get(42).value(i) + random.nextGaussian();
    }

    Sensitivity result = analyse(SyntheticRuns.table(metric, params));

    assertThat(result.params()).hasSize(5000);
    assertThat(result.importances().get(0).key()).isEqualTo("p42");
    assertThat(result.params())
        .filteredOn(row -> row.status().equals("screened_out"))
        .hasSizeGreaterThan(4500);
    assertThat(result.exclusions())
        .anyMatch(row -> row.reason().equals("param_screened_out") && row.count() > 4500);
  }

  @Test
  void fiveThousandParamsOfNoiseMakeNoClaim() {
    SplittableRandom random = new SplittableRandom(4);
    List<ParamColumn> params =
        IntStream.range(0, 5000)
            .mapToObj(p -> SyntheticRuns.declaredFloat("p" + p, 0, 1, random.doubles(60).toArray()))
            .toList();
    double[] metric = random.doubles(60).toArray();

    assertThat(analyse(SyntheticRuns.table(metric, params)).verdict().status())
        .isEqualTo(Status.NOT_DISTINGUISHABLE);
  }

  @Test
  void manyParamsOfManyChoicesAreScreenedToo() {
    SplittableRandom random = new SplittableRandom(6);
    List<String> choices = IntStream.range(0, 90).mapToObj(i -> "choice-" + i).toList();
    List<ParamColumn> params =
        IntStream.range(0, 15)
            .mapToObj(
                p ->
                    ParamColumn.of(
                        "p" + p,
                        DeclaredSpace.choices(choices),
                        SpaceOrigin.INFERRED,
                        random.ints(500, 0, 90).asDoubleStream().toArray()))
            .toList();
    double[] metric =
        IntStream.range(0, 500)
            .mapToDouble(i -> params.get(3).value(i) % 2 + .3 * random.nextGaussian())
            .toArray();

    Sensitivity result = analyse(SyntheticRuns.table(metric, params));

    assertThat(result.importances().get(0).key()).isEqualTo("p3");
    assertThat(result.params()).filteredOn(row -> row.status().equals("screened_out")).isNotEmpty();
  }

  @Test
  void pairsThatAreNotLookedAtAreCounted() {
    Sensitivity result = analyse(SyntheticRuns.mixed(200, 30, .2, 1).table());

    int left = result.surrogates().get(0).pairsLeftOut();
    assertThat(left).isPositive();
    assertThat(result.exclusions())
        .anyMatch(row -> row.reason().equals("pair_not_fitted") && row.count() == left);
  }

  @Test
  void columnsOfUnequalLengthAreRefused() {
    assertThatThrownBy(
            () ->
                SyntheticRuns.table(
                    new double[3], List.of(SyntheticRuns.declaredFloat("a", 0, 1, .5))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must have 3 entries");
  }

  private static double[] filled(int size, double value) {
    return IntStream.range(0, size).mapToDouble(i -> value).toArray();
  }

  private static RunTable withConfigurations(RunTable table, int count) {
    return new RunTable(
        IntStream.range(0, table.size()).mapToDouble(table::metric).toArray(),
        IntStream.range(0, table.size()).mapToObj(i -> "c" + i % count).toArray(String[]::new),
        IntStream.range(0, table.size()).asLongStream().toArray(),
        table.params(),
        List.of());
  }

  private static Sensitivity analyse(RunTable table) {
    return SensitivityKernel.analyse(table, Goal.MINIMIZE, 1);
  }
}
