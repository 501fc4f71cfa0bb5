package dev.almanac.analyses.convergence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SurvivalTimeTest {

  @Test
  void agreesWithThePublishedLeukaemiaTrial() {
    // Remission in weeks under 6-MP, Freireich et al., Blood 21 (1963); negative: still in
    // remission when last seen. Median 23 weeks in every textbook.
    double[] weeks = {
      6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35
    };

    SurvivalTime time = SurvivalTime.of(thresholds(weeks));

    assertThat(time.runs()).isEqualTo(21);
    assertThat(time.reached()).isEqualTo(9);
    assertThat(time.median()).isEqualTo(23);
    // Area under the published steps .857 .807 .753 .690 .627 .538 .448 up to week 35.
    assertThat(time.restrictedMean()).isCloseTo(23.29, within(0.01));
  }

  @Test
  void withoutCensoringItIsThePlainMeanAndMedian() {
    SurvivalTime time = SurvivalTime.of(thresholds(1, 2, 4, 9));

    assertThat(time.median()).isEqualTo(2);
    assertThat(time.restrictedMean()).isEqualTo(4);
  }

  @Test
  void medianIsUnknownIfMostNeverReachIt() {
    SurvivalTime time = SurvivalTime.of(thresholds(3, -5, -5));

    assertThat(time.median()).isNaN();
    assertThat(time.reached()).isEqualTo(1);
    assertThat(SurvivalTime.of(List.of()).restrictedMean()).isNaN();
  }

  private static List<Threshold> thresholds(double... times) {
    List<Threshold> thresholds = new ArrayList<>();
    for (double time : times) {
      thresholds.add(
          time < 0
              ? new Threshold("t", 0, Double.NaN, -time)
              : new Threshold("t", 0, time, Double.NaN));
    }
    return thresholds;
  }
}
