package dev.almanac.analyses.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EntanglementTest {
  private static final int RUNS = 200;

  @Test
  void paramsChangedTogetherShareOneGroupImportance() {
    SplittableRandom random = new SplittableRandom(1);
    double[] rate = random.doubles(RUNS).toArray();
    double[] batch = Arrays.stream(rate).map(v -> v * v).toArray();
    double[] other = random.doubles(RUNS).toArray();
    double[] metric =
        IntStream.range(0, RUNS)
            .mapToDouble(i -> 3 * rate[i] + other[i] + .1 * random.nextGaussian())
            .toArray();

    Sensitivity result =
        SensitivityKernel.analyse(
            SyntheticRuns.table(
                metric,
                List.of(
                    SyntheticRuns.declaredFloat("batch", 0, 1, batch),
                    SyntheticRuns.declaredFloat("other", 0, 1, other),
                    SyntheticRuns.declaredFloat("rate", 0, 1, rate))),
            Goal.MINIMIZE,
            1);

    assertThat(result.params())
        .filteredOn(row -> row.groupId() == 1)
        .extracting(Sensitivity.ParamRow::key)
        .containsExactly("batch", "rate");
    assertThat(result.params().get(0).statusReason()).contains("cannot be separated from rate");
    Sensitivity.ImportanceRow group =
        result.importances().stream()
            .filter(row -> row.method().equals("anova_group"))
            .findFirst()
            .orElseThrow();
    assertThat(group.key()).isEqualTo("batch + rate");
    assertThat(group.importance()).isGreaterThan(.6);
  }

  @Test
  void categoriesThatNameEachOtherAreFullyAssociated() {
    ParamColumn a = choices("a", IntStream.range(0, 90).mapToDouble(i -> i % 3).toArray());
    ParamColumn b = choices("b", IntStream.range(0, 90).mapToDouble(i -> (i + 1) % 3).toArray());

    assertThat(Association.of(a).with(Association.of(b))).isCloseTo(1, within(1e-12));
  }

  @Test
  void independentColumnsOfEveryKindAreNotAssociated() {
    SplittableRandom random = new SplittableRandom(3);
    ParamColumn number = SyntheticRuns.declaredFloat("n", 0, 1, random.doubles(RUNS).toArray());
    ParamColumn a = choices("a", random.ints(RUNS, 0, 3).asDoubleStream().toArray());
    ParamColumn b = choices("b", random.ints(RUNS, 0, 3).asDoubleStream().toArray());

    assertThat(Association.of(number).with(Association.of(a))).isLessThan(.2);
    assertThat(Association.of(a).with(Association.of(number))).isLessThan(.2);
    assertThat(Association.of(a).with(Association.of(b))).isLessThan(.2);
  }

  @Test
  void aNumberSortedByCategoryIsAssociatedWithIt() {
    ParamColumn number =
        SyntheticRuns.declaredFloat(
            "n", 0, 1, IntStream.range(0, 90).mapToDouble(i -> i / 90.0).toArray());
    ParamColumn category = choices("c", IntStream.range(0, 90).mapToDouble(i -> i / 30).toArray());

    // Ranks in three equal blocks: η² = 1 − 1/9, little changed by the correction.
    assertThat(Association.of(number).with(Association.of(category)))
        .isCloseTo(Math.sqrt(8.0 / 9), within(.01));
  }

  @Test
  void paramsThatWereIntroducedTogetherCannotBeSeparated() {
    SplittableRandom random = new SplittableRandom(5);
    double[] schedule = new double[90];
    double[] features = new double[90];
    for (int run = 0; run < 90; run++) {
      schedule[run] = run < 50 ? Double.NaN : random.nextInt(3);
      features[run] = run < 50 ? Double.NaN : random.nextInt(3);
    }

    Entanglement found =
        Entanglement.of(
            List.of(choices("features", features), choices("schedule", schedule)),
            new boolean[] {true, true},
            new int[] {-1, -1});

    assertThat(found.groups()).containsExactly(List.of(0, 1));
    assertThat(found.strength(0)).isCloseTo(1, within(1e-12));
  }

  private static ParamColumn choices(String key, double[] values) {
    return ParamColumn.of(
        key, DeclaredSpace.choices(List.of("x", "y", "z")), SpaceOrigin.INFERRED, values);
  }
}
