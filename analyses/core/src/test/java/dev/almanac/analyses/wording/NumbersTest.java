package dev.almanac.analyses.wording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "-1.5, −1.5",
    "0.91234567, 0.9123",
    "3e-5, 3e−5",
    "-0.000123456, −1.235e−4",
    "1234, 1234",
    "12345, 12\u202f345",
    "1234567.8, 1\u202f234\u202f568",
    "1e9, 1e9",
    "1.7976931348623157e308, 1.798e308",
    "NaN, NaN",
    "Infinity, ∞",
    "-Infinity, −∞",
    "0.5, 0.5"
  })
  void plainNumbersKeepFourDigitsAndNeverBecomeZero(double value, String text) {
    assertThat(Numbers.plain(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.91234, 0.004, 0.912", "0.91234, 0.0013, 0.9123", "0.91234, 0.2, 0.91", "53.2345, 0.32, 53.2",
    "53.2345, 18, 53", "0.00033, 0.001, 0.00033", "0.9900001, 0.0016, 0.9900", "12.5, NaN, 12.5",
    "12.5, 0, 12.5", "-0.0133, 0.0016, −0.0133", "71234.5, 900, 71\u202f234"
  })
  void measuredNumbersEndWhereTheNoiseBegins(double value, double noise, String text) {
    assertThat(Numbers.measured(value, noise)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0%",
    "0.001, <1%",
    "0.005, 0%",
    "0.0051, 1%",
    "0.14, 14%",
    "0.994, 99%",
    "0.999, >99%",
    "1, 100%",
    "NaN, –",
    "-0.2, −20%",
    "1.5, 150%"
  })
  void sharesNeverRoundToNothingOrAll(double share, String text) {
    // Half a percent goes to the even neighbour, 0.
    assertThat(Numbers.percent(share)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "0.25, 0.25 s",
    "12.4, 12 s",
    "59.6, 1 min",
    "600, 10 min",
    "3600, 1 h",
    "12000, 3 h 20 min",
    "172000, 47 h 47 min",
    "172799, 2 days",
    "3801600, 44 days",
    "NaN, –"
  })
  void durationsTakeTheUnitsAPersonWould(double seconds, String text) {
    assertThat(Numbers.duration(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0", "60, <0.1", "13320, 3.7", "432000, 120"})
  void hoursAreShortEnoughForATable(double seconds, String text) {
    assertThat(Numbers.hours(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "999, 999 B", "1500, 1.5 kB", "817415, 817 kB", "5e12, 5.0 TB"})
  void sizesAreDecimal(double bytes, String text) {
    assertThat(Numbers.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"8.54, 8.5×", "31.2, 31×", "0.93, 0.9×", "NaN, –"})
  void ratiosAreShort(double ratio, String text) {
    assertThat(Numbers.times(ratio)).isEqualTo(text);
  }
}
