package dev.almanac.warehouse.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParamTypingTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "-7, -7",
    "+3, 3",
    "007, 7",
    "1_000, 1000",
    "0x10, 16",
    "-0x10, -16",
    "0o17, 15",
    "0b101, 5",
    "'  42 ', 42",
    "9007199254740993, 9007199254740992",
    "123456789012345678901234567890, 1.2345678901234568e29"
  })
  void integersAreNumbers(String text, double number) {
    assertThat(ParamTyping.of(text)).isEqualTo(new ParamTyping("int", number));
  }

  @ParameterizedTest
  @CsvSource({
    "1e-3, 0.001",
    "1E5, 100000",
    "0.5, 0.5",
    ".5, 0.5",
    "5., 5",
    "-1.5e+2, -150",
    "nan, NaN",
    "NaN, NaN",
    ".nan, NaN",
    "inf, Infinity",
    "Infinity, Infinity",
    "-inf, -Infinity",
    "-.inf, -Infinity",
    "1e999, Infinity"
  })
  void floatsAreNumbers(String text, double number) {
    assertThat(ParamTyping.of(text)).isEqualTo(new ParamTyping("float", number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"True", "False", "true", "FALSE", " true\n"})
  void booleansAreNoNumbers(String text) {
    assertThat(ParamTyping.of(text)).isEqualTo(new ParamTyping("bool", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"None", "null", "NULL", "~"})
  void nullsAreWords(String text) {
    assertThat(ParamTyping.of(text)).isEqualTo(new ParamTyping("null", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,2]", "[]", "{\"a\": [1, null]}", " [ ] "})
  void arraysAndObjectsAreJson(String text) {
    assertThat(ParamTyping.of(text)).isEqualTo(new ParamTyping("json", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "adam",
        "1e",
        "--1",
        "1__0",
        "_1",
        "0x",
        "0xG",
        "0b12",
        "1,000",
        "1.2.3",
        "3 layers",
        "1f",
        "0x1p3",
        "(1, 2)",
        "{'a': 1}",
        "[1, 2",
        "[1] [2]",
        "[NaN]",
        "١٢",
        "yes"
      })
  void everythingElseIsText(String text) {
    assertThat(ParamTyping.of(text)).isEqualTo(new ParamTyping("string", null));
  }

  @Test
  void longDigitsAreTextNotWork() {
    assertThat(ParamTyping.of("1".repeat(8_000)).type()).isEqualTo("string");
  }

  @Test
  void deepNestingIsTextNotAnError() {
    assertThat(ParamTyping.of("[".repeat(5_000) + "]".repeat(5_000)).type()).isEqualTo("string");
  }
}
