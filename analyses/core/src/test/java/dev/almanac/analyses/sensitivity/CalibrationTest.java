package dev.almanac.analyses.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CalibrationTest {

  /** At most 10 % may; 200 sets in {@link SensitivityTrials} say how many do. */
  @Test
  void pureNoiseSeldomMakesAClaim() {
    int sets = 40;
    int claims = 0;
    for (int seed = 0; seed < sets; seed++) {
      Sensitivity result =
          SensitivityKernel.analyse(
              SyntheticRuns.mixed(80, 5, 1, 700 + seed).table(), Goal.MINIMIZE, seed);
      claims += result.verdict().grade() == Sensitivity.Grade.NONE ? 0 : 1;
    }

    assertThat(claims).isLessThanOrEqualTo(sets / 10);
  }

  /**
   * Nominal 90 %; here about 150 intervals that are not independent within a data set, so 80 % is
   * some three standard errors below 90 %. {@link SensitivityTrials} measures it on 200 data sets.
   */
  @Test
  void ninetyPercentIntervalsHoldAboutThatOften() {
    int held = 0;
    int all = 0;
    double width = 0;
    double error = 0;
    for (int seed = 0; seed < 25; seed++) {
      SyntheticRuns runs = SyntheticRuns.mixed(200, 6, .2, 300 + seed);
      Sensitivity result = SensitivityKernel.analyse(runs.table(), Goal.MINIMIZE, seed);
      for (Sensitivity.ImportanceRow row : result.importances()) {
        double truth = runs.first()[Integer.parseInt(row.key().substring(1))];
        if (row.method().equals("anova_first") && row.subset().equals("all") && truth > .01) {
          all++;
          held += row.low() <= truth && truth <= row.high() ? 1 : 0;
          width += row.high() - row.low();
          error += Math.abs(row.importance() - truth);
        }
      }
    }

    assertThat((double) held / all).isBetween(.80, .99);
    assertThat(width / all).isLessThan(.10);
    assertThat(error / all).isLessThan(.03);
  }
}
