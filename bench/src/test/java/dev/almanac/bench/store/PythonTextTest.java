package dev.almanac.bench.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonTextTest {

  /** What {@code repr} of CPython 3.11 printed for these numbers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.1",
        "1e-05",
        "0.0001",
        "0.00012345",
        "1e+16",
        "1000000000000000.0",
        "1.2345678901234568e+17",
        "5e-324",
        "1.7976931348623157e+308",
        "0.30000000000000004",
        "0.6666666666666666",
        "100.0",
        "-2.5e-07",
        "0.0",
        "-0.0"
      })
  void printsWhatPythonPrints(String text) {
    assertThat(PythonText.of(Double.parseDouble(text))).isEqualTo(text);
  }

  @Test
  void namesWhatIsNotFinite() {
    assertThat(PythonText.of(Double.NaN)).isEqualTo("nan");
    assertThat(PythonText.of(Double.POSITIVE_INFINITY)).isEqualTo("inf");
    assertThat(PythonText.of(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
  }

  @Test
  void everyNumberReadsBackWithTheSameBits() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertThat(Double.parseDouble(PythonText.of(value))).isEqualTo(value);
      }
    }
  }
}
