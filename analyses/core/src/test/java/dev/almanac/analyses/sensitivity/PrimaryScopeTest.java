package dev.almanac.analyses.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.almanac.analyses.Scope;
import org.junit.jupiter.api.Test;

class PrimaryScopeTest {

  @Test
  void onlyThePrimaryMetricIsComputedUnasked() {
    SensitivityAnalysis analysis = new SensitivityAnalysis();

    assertThat(analysis.computesUnasked(new Scope("p", "val_loss", "min", 50, true, 1))).isTrue();
    assertThat(analysis.computesUnasked(new Scope("p", "train_loss", "min", 50, false, 1)))
        .isFalse();
  }
}
