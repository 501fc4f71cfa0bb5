package dev.almanac.analyses.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InvarianceTest {
  private static final SyntheticRuns RUNS = SyntheticRuns.mixed(120, 6, .2, 3);

  @Test
  void equalInputAndSeedGiveEqualBits() {
    assertThat(analyse(RUNS.table())).isEqualTo(analyse(RUNS.table()));
  }

  @Test
  void orderOfRowsAndParamsMakesNoDifference() {
    RunTable table = RUNS.table();
    int[] order = shuffled(table.size());
    List<ParamColumn> params =
        table.params().stream().map(param -> param.reordered(order)).toList();
    RunTable shuffled =
        new RunTable(
            IntStream.of(order).mapToDouble(table::metric).toArray(),
            IntStream.of(order).mapToObj(table::configuration).toArray(String[]::new),
            IntStream.of(order).mapToLong(table::start).toArray(),
            IntStream.range(0, params.size())
                .mapToObj(i -> params.get(params.size() - 1 - i))
                .toList(),
            List.of());

    assertThat(analyse(shuffled)).isEqualTo(analyse(table));
  }

  @Test
  void namesAndOrderOfCategoriesMakeNoDifferenceToShares() {
    RunTable table = GoldenRuns.mixedSpace(60);
    ParamColumn d = table.params().get(3);
    double[] renumbered =
        IntStream.range(0, d.size()).mapToDouble(run -> 2 - d.value(run)).toArray();
    ParamColumn renamed =
        ParamColumn.of(
            "d",
            DeclaredSpace.choices(List.of("zebra", "yak", "ant")),
            SpaceOrigin.DECLARED,
            renumbered);
    RunTable other = withParam(table, 3, renamed);

    assertThat(analyse(other).importances()).isEqualTo(analyse(table).importances());
  }

  @Test
  void unitOfTheMetricChangesNoShare() {
    RunTable table = RUNS.table();
    double[] scaled =
        IntStream.range(0, table.size()).mapToDouble(run -> 1024 * table.metric(run)).toArray();
    RunTable other = SyntheticRuns.table(scaled, table.params());

    Sensitivity plain = analyse(table);
    Sensitivity changed = analyse(other);

    for (int i = 0; i < plain.importances().size(); i++) {
      assertThat(changed.importances().get(i).importance())
          .isCloseTo(plain.importances().get(i).importance(), within(1e-9));
      assertThat(changed.importances().get(i).effectSize())
          .isCloseTo(1024 * plain.importances().get(i).effectSize(), within(1e-6));
    }
  }

  @Test
  void anotherSeedMovesSharesByLessThanTheirIntervals() {
    Sensitivity one = SensitivityKernel.analyse(RUNS.table(), Goal.MINIMIZE, 1);
    Sensitivity two = SensitivityKernel.analyse(RUNS.table(), Goal.MINIMIZE, 2);

    assertThat(one).isNotEqualTo(two);
    for (Sensitivity.ImportanceRow row : one.importances()) {
      Sensitivity.ImportanceRow same =
          two.importances().stream()
              .filter(
                  r ->
                      r.key().equals(row.key())
                          && r.method().equals(row.method())
                          && r.subset().equals(row.subset()))
              .findFirst()
              .orElseThrow();
      assertThat(same.importance()).isCloseTo(row.importance(), within(.02));
    }
  }

  private static RunTable withParam(RunTable table, int index, ParamColumn param) {
    ParamColumn[] params = table.params().toArray(ParamColumn[]::new);
    params[index] = param;
    double[] metric = IntStream.range(0, table.size()).mapToDouble(table::metric).toArray();
    return SyntheticRuns.table(metric, Arrays.asList(params));
  }

  private static int[] shuffled(int size) {
    SplittableRandom random = new SplittableRandom(9);
    int[] order = IntStream.range(0, size).toArray();
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }

  private static Sensitivity analyse(RunTable table) {
    return SensitivityKernel.analyse(table, Goal.MINIMIZE, 77);
  }
}
