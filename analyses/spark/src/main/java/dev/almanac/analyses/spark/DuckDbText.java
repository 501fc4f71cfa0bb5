package dev.almanac.analyses.spark;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes values as DuckDB's {@code CAST(x AS VARCHAR)} does in the zone UTC. */
final class DuckDbText {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The exponents from which on DuckDB writes numbers in scientific notation. */
  private static final int LARGE = 15;

  private static final int SMALL = -5;

  private DuckDbText() {}

  /** Returns the text of a value of any type of the warehouse; null for null. */
  static @Nullable String of(@Nullable Object value) {
    if (value instanceof Double number) {
      return number(number);
    }
    if (value instanceof Timestamp time) {
      return instant(time.toInstant());
    }
    if (value instanceof Instant time) {
      return instant(time);
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    return value == null ? null : value.toString();
  }

  private static String instant(Instant time) {
    StringBuilder text = new StringBuilder(SECONDS.format(time));
    int micros = time.getNano() / 1_000;
    if (micros > 0) {
      String digits = String.format(Locale.ROOT, "%06d", micros);
      text.append('.').append(digits.replaceAll("0+$", ""));
    }
    return text.append("+00").toString();
  }

  static String number(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal shortest = shortest(value).stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent > LARGE || exponent < SMALL + 1) {
      return scientific(shortest, exponent);
    }
    String plain = shortest.toPlainString();
    return plain.indexOf('.') < 0 ? plain + ".0" : plain;
  }

  private static String scientific(BigDecimal value, int exponent) {
    String digits = value.unscaledValue().abs().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    String size = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : "" + Math.abs(exponent);
    return (value.signum() < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+") + size;
  }

  /**
   * Returns the number with the fewest digits that reads back as the value, the nearest of them.
   */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < 17; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
  }
}
