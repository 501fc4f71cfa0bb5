package dev.almanac.ingest.read.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** {@link Double#parseDouble}, which is exact, is the oracle. */
class DecimalTextTest {

  private static final int ROUNDS = 300_000;

  @Test
  void doublesAsTheyArePrintedComeBack() {
    SplittableRandom random = new SplittableRandom(21);
    int decided = 0;
    for (int round = 0; round < ROUNDS; round++) {
      double value = Math.scalb(random.nextDouble() - 0.5, random.nextInt(-60, 60));
      decided += assertEqualOrUndecided(Double.toString(value));
    }
    assertThat(decided).as("numbers decided without help").isGreaterThan(ROUNDS * 9 / 10);
  }

  @Test
  void anyBitsAndAnyDecimalsComeBack() {
    SplittableRandom random = new SplittableRandom(22);
    for (int round = 0; round < ROUNDS; round++) {
      assertEqualOrUndecided(Double.toString(Double.longBitsToDouble(random.nextLong())));
      long mantissa = random.nextLong() >>> random.nextInt(1, 64);
      assertEqualOrUndecided(mantissa + "e" + random.nextInt(-80, 60));
      assertEqualOrUndecided(
          String.format(Locale.ROOT, "%d.%d", mantissa >>> 40, random.nextInt(1_000_000)));
    }
  }

  @Test
  void numbersHalfwayBetweenTwoDoublesGoToTheEvenOne() {
    SplittableRandom random = new SplittableRandom(23);
    for (int round = 0; round < 50_000; round++) {
      long odd = (1L << 53) + random.nextLong(1L << 53);
      assertEqualOrUndecided(BigDecimal.valueOf(odd).toPlainString());
      double value = Math.scalb((double) (1L << 52 | random.nextLong(1L << 52)), -4 - 52);
      BigDecimal half = new BigDecimal(value).add(new BigDecimal(Math.ulp(value) / 2));
      String text = half.toPlainString();
      assertEqualOrUndecided(text.substring(0, Math.min(20, text.length())));
    }
  }

  @Test
  void signsPointsAndZeros() {
    for (String text :
        List.of(
            "0",
            "-0",
            "-0.0",
            "00012",
            "1.",
            ".5",
            "+7",
            "0.000",
            "0e9",
            "1E+2",
            "1e-05",
            "9007199254740993",
            "9223372036854775807",
            "9999999999999999999",
            "1e22",
            "1e23")) {
      assertThat(assertEqualOrUndecided(text)).as(text).isEqualTo(1);
    }
  }

  @Test
  void everythingElseIsLeftToOthers() {
    for (String text :
        List.of(
            "",
            "-",
            ".",
            "e5",
            "1e",
            "1e+",
            "1..2",
            "1.2.3",
            "0x10",
            "nan",
            "inf",
            "1_0",
            "1d",
            " 1",
            "1e12345",
            "12345678901234567890",
            "1e-320",
            "1e300")) {
      assertThat(bits(text)).as(text).isEqualTo(DecimalText.UNDECIDED);
    }
  }

  private static int assertEqualOrUndecided(String text) {
    long bits = bits(text);
    if (bits == DecimalText.UNDECIDED) {
      return 0;
    }
    assertThat(Double.longBitsToDouble(bits)).as(text).isEqualTo(Double.parseDouble(text));
    assertThat(bits).isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
    return 1;
  }

  private static long bits(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return DecimalText.bits(bytes, 0, bytes.length);
  }
}
