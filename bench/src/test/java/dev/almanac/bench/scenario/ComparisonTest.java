package dev.almanac.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  @Test
  void aCostAboveItsShareOfThePeersMisses() {
    assertThat(Comparison.atMostTimes("", 4.0, 2.0, 2).met()).isTrue();
    assertThat(Comparison.atMostTimes("", 4.1, 2.0, 2).met()).isFalse();
    assertThat(Comparison.atMostTimes("", 4.0, 2.0, 2).value()).isEqualTo(2.0);
  }

  @Test
  void aPeerMustCostAtLeastTheFactor() {
    assertThat(Comparison.timesCheaper("", 2.0, 600.0, 300).met()).isTrue();
    assertThat(Comparison.timesCheaper("", 2.0, 599.0, 300).met()).isFalse();
  }

  @Test
  void theMedianCountsNotTheMean() {
    Measurement odd = new Measurement("", List.of(9.0, 1.0, 2.0), List.of(1.0), null, 0, null);
    Measurement even = new Measurement("", List.of(1.0, 3.0), List.of(1.0), null, 0, null);
    assertThat(odd.wall()).isEqualTo(2.0);
    assertThat(even.wall()).isEqualTo(2.0);
  }
}
