package dev.almanac.bench.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortfolioHistoryTest {

  private static final int RUNS = 10_000;

  private final PortfolioHistory history = new PortfolioHistory(4);
  private final List<SyntheticRun> runs = IntStream.range(0, RUNS).mapToObj(history::run).toList();

  @Test
  void tenThousandRunsFillFiftyProjectsUnevenlyOverMoreThanHalfAYear() {
    Map<Integer, Long> sizes =
        runs.stream()
            .collect(
                Collectors.groupingBy(
                    SyntheticRun::experiment, TreeMap::new, Collectors.counting()));
    assertThat(history.experiments()).doesNotHaveDuplicates().hasSize(50);
    assertThat(sizes).hasSize(50);
    assertThat(sizes.get(0)).isGreaterThan(1_000);
    assertThat(sizes.get(49)).isBetween(50L, 200L);
    long span = runs.get(RUNS - 1).endMillis() - runs.get(0).startMillis();
    assertThat(Duration.ofMillis(span)).isGreaterThan(Duration.ofDays(26 * 7));
  }

  @Test
  void aTenthOfTheSettingsIsRunWithFourSeedsInOneProject() {
    for (int first = 6; first < 500; first += 10) {
      List<SyntheticRun> repeats = runs.subList(first, first + 4);
      assertThat(repeats.stream().map(PortfolioHistoryTest::withoutSeed).distinct()).hasSize(1);
      assertThat(repeats.stream().map(SyntheticRun::experiment).distinct()).hasSize(1);
      assertThat(repeats.stream().map(run -> run.params().get("seed")))
          .containsExactly("0", "1", "2", "3");
      assertThat(repeats.stream().map(SyntheticRun::id)).doesNotHaveDuplicates();
    }
  }

  @Test
  void someRunsFailByDivergenceAndSomeEndEarly() {
    List<SyntheticRun> failed = runs.stream().filter(SyntheticRun::failed).toList();
    assertThat(failed.size()).isBetween(RUNS / 50, RUNS / 5);
    assertThat(failed.stream().filter(run -> run.steps() < history.steps())).isNotEmpty();
  }

  @Test
  void equalNumbersGiveEqualRuns() {
    SyntheticRun again = new PortfolioHistory(4).run(1_234);
    assertThat(again.id()).isEqualTo(runs.get(1_234).id());
    assertThat(again.params()).isEqualTo(runs.get(1_234).params());
    assertThat(again.metrics().get("val_loss"))
        .containsExactly(runs.get(1_234).metrics().get("val_loss"));
  }

  private static Map<String, String> withoutSeed(SyntheticRun run) {
    Map<String, String> params = new HashMap<>(run.params());
    params.remove("seed");
    return params;
  }
}
