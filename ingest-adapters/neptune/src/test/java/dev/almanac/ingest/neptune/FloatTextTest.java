package dev.almanac.ingest.neptune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FloatTextTest {

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1", "1e-8, 1e-08", "3e22, 3e+22", "1e16, 1e+16",
        "123456789012345680, 1.2345678901234568e+17",
    "1e15, 1000000000000000.0", "0.0001, 0.0001", "0.00001, 1e-05", "-0.0, -0.0", "100, 100.0",
    "5e-324, 5e-324", "1.7976931348623157e308, 1.7976931348623157e+308", "2e-3, 0.002",
        "1e23, 1e+23"
  })
  void numbersAreSpelledAsPythonSpellsThem(String written, String expected) {
    assertThat(FloatText.of(Double.parseDouble(written))).isEqualTo(expected);
  }

  @Test
  void everyTextReadsBackAsTheSameNumber() {
    Random random = new Random(3);
    for (int round = 0; round < 20_000; round++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        assertThat(Double.parseDouble(FloatText.of(value))).isEqualTo(value);
      }
    }
    assertThat(FloatText.of(Double.NaN)).isEqualTo("nan");
    assertThat(FloatText.of(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
  }
}
