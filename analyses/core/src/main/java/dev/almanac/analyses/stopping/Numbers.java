package dev.almanac.analyses.stopping;

import java.math.BigDecimal;
import java.math.MathContext;

/** How numbers stand in the names of rules. */
final class Numbers {

  private Numbers() {}

  /**
   * Returns three significant digits without an exponent, more before the point: 0.25, 12, 5000.
   */
  static String plain(double value) {
    BigDecimal exact = BigDecimal.valueOf(value);
    int digits = Math.max(3, exact.precision() - exact.scale());
    BigDecimal rounded = exact.round(new MathContext(digits)).stripTrailingZeros();
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }
}
