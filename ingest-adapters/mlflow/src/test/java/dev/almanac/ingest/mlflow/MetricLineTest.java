package dev.almanac.ingest.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricLineTest {

  @ParameterizedTest
  @CsvSource({
    "1 0.5 3, 0.5, 3",
    "1 1_000 1_2, 1000.0, 12",
    "1 nan 0, NaN, 0",
    "1 NaN 0, NaN, 0",
    "1 -inf 0, -Infinity, 0",
    "1 Infinity 0, Infinity, 0",
    "1 1e-05 12.0, 1e-05, 12",
    "1 -0.0 1e3, -0.0, 1000",
    "1 5e-324 -9223372036854775808, 4.9E-324, -9223372036854775808",
    "1 .5 9223372036854775807, 0.5, 9223372036854775807",
    "1 5. +7, 5.0, 7",
    "1 0.30000000000000004 9007199254740993, 0.30000000000000004, 9007199254740993",
  })
  void numbersAreReadAsPythonWritesThem(String text, double value, long step) {
    MetricLine line = parse(text);
    assertThat(line.fault()).isNull();
    assertThat(Double.doubleToRawLongBits(line.value()))
        .isEqualTo(Double.doubleToRawLongBits(value));
    assertThat(line.step()).isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource({
    "1, has 1 field ",
    "1 2 3 4, has 4 fields",
    "x 2 3, time",
    "1 0x1p3 3, value",
    "1 1d 3, value",
    "1 1e 3, value",
    "1 _1 3, value",
    "1 1__0 3, value",
    "1 . 3, value",
    "1 2 y, step",
    "1 2 9223372036854775808, step",
    "1 2 nan, step",
  })
  void whatPythonDoesNotReadIsAFault(String text, String reason) {
    assertThat(parse(text).fault()).contains(reason);
  }

  @Test
  void aStepWithAFractionIsCutAndSaid() {
    MetricLine line = parse("1 0.5 2.75");
    assertThat(line.step()).isEqualTo(2);
    assertThat(line.alteration()).contains("fraction");
  }

  @Test
  void aTruthValueIsANumberAndSaid() {
    MetricLine line = parse("1 True 2");
    assertThat(line.value()).isEqualTo(1.0);
    assertThat(line.alteration()).contains("truth value");
  }

  @Test
  void linesOfModelsNameTheirRun() {
    MetricLine line = new MetricLine(MetricLine.Owner.MODEL);
    byte[] text = "1 0.5 3 0123 data set 9f".getBytes(StandardCharsets.UTF_8);
    assertThat(line.parse(text, 0, text.length)).isTrue();
    assertThat(line.runId()).isEqualTo("0123");
    assertThat(line.datasetName()).isEqualTo("data set");
    assertThat(line.datasetDigest()).isEqualTo("9f");
    assertThat(line.step()).isEqualTo(3);
  }

  @Test
  void nothingIsLeftOverFromTheLineBefore() {
    MetricLine line = parse("1 True 2.5 name digest");
    byte[] next = "5 0.5".getBytes(StandardCharsets.UTF_8);
    assertThat(line.parse(next, 0, next.length)).isTrue();
    assertThat(line.step()).isZero();
    assertThat(line.datasetName()).isNull();
    assertThat(line.alteration()).isNull();
  }

  private static MetricLine parse(String text) {
    MetricLine line = new MetricLine(MetricLine.Owner.RUN);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean point = line.parse(bytes, 0, bytes.length);
    assertThat(point).isEqualTo(line.fault() == null);
    return line;
  }
}
