package dev.almanac.cli.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestNameTest {

  @ParameterizedTest
  @CsvSource({
    "runs,runs,0",
    "rusn,runs,1",
    "ca,abc,3",
    "kitten,sitting,3",
    "'',abc,3",
    "abcdef,badcfe,3"
  })
  void distanceCountsEditsAndSwapsOfNeighbours(String from, String to, int edits) {
    assertThat(NearestName.distance(from, to)).isEqualTo(edits);
    assertThat(NearestName.distance(to, from)).isEqualTo(edits);
  }

  @Test
  void theNearestComesFirstAndEquallyNearOnesInOrder() {
    assertThat(NearestName.several("val_los", List.of("val_loss", "eval_loss", "val_lo"), 3))
        .containsExactly("val_lo", "val_loss", "eval_loss");
    assertThat(NearestName.hint("bat", List.of("cat", "bar", "bad")))
        .isEqualTo(" Did you mean bad, bar or cat?");
  }

  @Test
  void whatIsTooFarIsNotSuggested() {
    assertThat(NearestName.of("projects", List.of("runs", "tags"))).isEmpty();
    assertThat(NearestName.hint("x", List.of("metrics"))).isEmpty();
  }

  @Test
  void theBeginningOfANameSuffices() {
    assertThat(NearestName.of("metric", List.of("metric_summaries"))).contains("metric_summaries");
    assertThat(NearestName.of("RUNS", List.of("runs"))).contains("runs");
  }
}
