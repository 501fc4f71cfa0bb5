package dev.almanac.ingest.optuna;

import java.math.BigDecimal;

/** Spells doubles as Python's {@code repr} does, as far as the JDK finds the shortest digits. */
final class PythonFloat {

  /** Below and from these powers of ten {@code repr} uses an exponent. */
  private static final int LEAST_PLAIN = -4;

  private static final int MOST_PLAIN = 16;

  private PythonFloat() {}

  /** Returns a text that reads back as the same double. */
  static String repr(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int power = digits.precision() - digits.scale() - 1;
    if (power >= LEAST_PLAIN && power < MOST_PLAIN) {
      String plain = digits.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String unscaled = digits.unscaledValue().abs().toString();
    String sign = value < 0 ? "-" : "";
    String fraction = unscaled.length() == 1 ? "" : "." + unscaled.substring(1);
    String exponent = (power < 0 ? "-" : "+") + (Math.abs(power) < 10 ? "0" : "") + Math.abs(power);
    return sign + unscaled.charAt(0) + fraction + "e" + exponent;
  }
}
