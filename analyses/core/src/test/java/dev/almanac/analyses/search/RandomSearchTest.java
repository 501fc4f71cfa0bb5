package dev.almanac.analyses.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.analyses.sensitivity.DeclaredSpace;
import dev.almanac.analyses.sensitivity.Goal;
import dev.almanac.analyses.sensitivity.ParamColumn;
import dev.almanac.analyses.sensitivity.RunTable;
import dev.almanac.analyses.sensitivity.Scale;
import dev.almanac.analyses.sensitivity.SpaceOrigin;
import dev.almanac.analyses.sensitivity.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Searches in which nothing depends on anything: findings are as rare as their p-values say. */
class RandomSearchTest {

  private static final int TRIALS = 60;
  private static final int SEARCHES = 400;

  @Test
  void fewFindingsWhereThereIsNothingToFind() {
    int trends = 0;
    int tops = 0;
    int edges = 0;
    int tests = 0;
    for (int seed = 0; seed < SEARCHES; seed++) {
      SweepAnswer answer = SweepAnswer.of(search(new Random(seed)));
      for (int param = 0; param < answer.histories().size(); param++) {
        tests++;
        ParamHistory history = answer.histories().get(param);
        trends += history.time().finding().p() <= 0.05 ? 1 : 0;
        tops += history.top().orElseThrow().finding().p() <= 0.05 ? 1 : 0;
        edges += answer.edges().get(param).p() <= 0.05 ? 1 : 0;
      }
    }
    assertThat((double) trends / tests).isBetween(0.02, 0.06);
    assertThat((double) tops / tests).isBetween(0.01, 0.06);
    assertThat((double) edges / tests).isLessThan(0.06);
  }

  @Test
  void rowsDoNotDependOnTheOrderOfTheRuns() {
    Sweep sweep = search(new Random(7));
    List<Trial> shuffled = new ArrayList<>(sweep.trials());
    Collections.shuffle(shuffled, new Random(1));

    Sweep other = new Sweep(sweep.name(), sweep.goal(), shuffled, sweep.table());

    assertThat(other.trials()).isEqualTo(sweep.trials());
    assertThat(SweepAnswer.of(other).progress()).isEqualTo(SweepAnswer.of(sweep).progress());
    assertThat(SweepAnswer.of(other).edges()).isEqualTo(SweepAnswer.of(sweep).edges());
  }

  private static Sweep search(Random random) {
    List<ParamColumn> params = new ArrayList<>();
    for (int param = 0; param < 4; param++) {
      boolean isWhole = param == 3;
      params.add(
          ParamColumn.of(
              "p" + param,
              DeclaredSpace.range(
                  isWhole ? ValueType.INT : ValueType.FLOAT, Scale.LINEAR, 0, isWhole ? 8 : 1),
              SpaceOrigin.DECLARED,
              random.doubles(TRIALS).map(x -> isWhole ? Math.floor(9 * x) : x).toArray()));
    }
    params.add(
        ParamColumn.of(
            "choice",
            DeclaredSpace.choices(List.of("a", "b", "c")),
            SpaceOrigin.DECLARED,
            random.doubles(TRIALS).map(x -> Math.floor(3 * x)).toArray()));
    double[] metric = random.doubles(TRIALS).toArray();
    List<Trial> trials =
        IntStream.range(0, TRIALS)
            .mapToObj(i -> new Trial("r" + i, 1 + i, 1, "finished", metric[i], i, ""))
            .toList();
    String[] configurations =
        IntStream.range(0, TRIALS).mapToObj(i -> "c" + i).toArray(String[]::new);
    long[] starts = IntStream.range(0, TRIALS).asLongStream().toArray();
    return new Sweep(
        null,
        Goal.MINIMIZE,
        trials,
        new RunTable(metric, configurations, starts, params, List.of()));
  }
}
