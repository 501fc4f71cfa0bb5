package dev.almanac.analyses.wording;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Writes numbers for people: no more digits than are known, thousands apart by a narrow no-break
 * space, a true minus sign, and never a small number as 0. The same in every locale.
 */
public final class Numbers {

  /** Narrow no-break space, the SI's thousands separator (BIPM SI Brochure 5.4.4). */
  private static final char GROUP = '\u202f';

  private static final char MINUS = '\u2212';
  private static final int DIGITS = 4;
  private static final int MOST_DECIMALS = 12;
  private static final int MOST_MEASURED_DECIMALS = 6;
  private static final double LEAST_PLAIN = 1e-3;
  private static final double LEAST_SCIENTIFIC = 1e7;
  private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

  private Numbers() {}

  /** Writes a value of which nothing else is known, to four significant digits. */
  public static String plain(double value) {
    return significant(value, DIGITS);
  }

  /**
   * Writes a measured value to the first digit of its noise, to the second if that begins with 1 or
   * 2, at least to two significant digits and at most to six: 0.91234 with a noise of 0.004 is
   * 0.912.
   *
   * @param noise a standard deviation or half an interval; NaN or 0 if unknown
   */
  public static String measured(double value, double noise) {
    if (!Double.isFinite(value) || !Double.isFinite(noise) || noise <= 0 || value == 0) {
      return plain(value);
    }
    boolean coarseDigit = noise * Math.pow(10, decimalsOf(noise, 1)) < 3;
    int decimals = decimalsOf(noise, coarseDigit ? 2 : 1);
    int least = decimalsOf(Math.abs(value), 2);
    int most = decimalsOf(Math.abs(value), 6);
    int shown = Math.max(0, Math.min(Math.max(decimals, least), most));
    return shown <= MOST_MEASURED_DECIMALS ? fixed(value, shown) : decimals(value, shown);
  }

  /** Writes a count with its thousands apart. */
  public static String count(long value) {
    return grouped(Long.toString(value));
  }

  /** Writes a share of 1 as a percentage; what would round to 0 or 100 says so honestly. */
  public static String percent(double share) {
    if (!Double.isFinite(share)) {
      return "–";
    }
    double percent = 100 * share;
    if (percent > 0 && percent < 0.5) {
      return "<1%";
    }
    if (percent < 100 && percent >= 99.5) {
      return ">99%";
    }
    return decimals(percent, 0) + "%";
  }

  /** Writes how many times one number holds another: {@code 2.4×}, {@code 31×}. */
  public static String times(double ratio) {
    return Double.isFinite(ratio) ? decimals(ratio, Math.abs(ratio) < 9.95 ? 1 : 0) + "×" : "–";
  }

  /** Writes seconds in the units that matter: {@code 3 h 20 min}, {@code 12 days}. */
  public static String duration(double seconds) {
    if (!Double.isFinite(seconds)) {
      return "–";
    }
    if (Math.abs(seconds) < 59.5) {
      return (Math.abs(seconds) < 9.95 ? significant(seconds, 2) : decimals(seconds, 0)) + " s";
    }
    long minutes = Math.round(seconds / 60);
    if (minutes < 60) {
      return minutes + " min";
    }
    if (minutes < 48 * 60) {
      long rest = minutes % 60;
      return minutes / 60 + " h" + (rest == 0 ? "" : " " + rest + " min");
    }
    return grouped(Long.toString(Math.round(seconds / 86_400))) + " days";
  }

  /** Writes hours for a table: {@code 3.4}, {@code 120}. */
  public static String hours(double seconds) {
    double hours = seconds / 3600;
    if (hours > 0 && hours < 0.05) {
      return "<0.1";
    }
    return Double.isFinite(hours) ? decimals(hours, hours < 99.95 ? 1 : 0) : "–";
  }

  /** Writes a size in decimal units. */
  public static String bytes(double size) {
    int unit = 0;
    double value = size;
    while (Math.abs(value) >= 999.5 && unit < BYTE_UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return decimals(value, unit > 0 && value < 9.95 ? 1 : 0) + " " + BYTE_UNITS[unit];
  }

  /** Writes a signed change, {@code +0.012}; 0 without a sign. */
  public static String signed(double value, double noise) {
    String text = measured(value, noise);
    return value > 0 ? "+" + text : text;
  }

  /** Writes a number to some significant digits, trailing zeros dropped. */
  public static String significant(double value, int digits) {
    if (!Double.isFinite(value)) {
      return nonFinite(value);
    }
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    if (size < LEAST_PLAIN || size >= LEAST_SCIENTIFIC) {
      return scientific(value, digits);
    }
    int decimals = Math.max(0, decimalsOf(size, digits));
    String text = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    return grouped(withoutTrailingZeros(text));
  }

  private static String decimals(double value, int decimals) {
    if (value != 0 && Math.abs(value) < LEAST_PLAIN) {
      return scientific(value, 2);
    }
    if (Math.abs(value) >= LEAST_SCIENTIFIC * 100) {
      return scientific(value, DIGITS);
    }
    return fixed(value, decimals);
  }

  private static String fixed(double value, int decimals) {
    int scale = Math.min(decimals, MOST_DECIMALS);
    return grouped(
        BigDecimal.valueOf(value).setScale(scale, RoundingMode.HALF_EVEN).toPlainString());
  }

  private static int decimalsOf(double size, int digits) {
    return digits - 1 - (int) Math.floor(Math.log10(size));
  }

  private static String scientific(double value, int digits) {
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    String unscaled = rounded.unscaledValue().abs().toString();
    int exponent = rounded.precision() - rounded.scale() - 1;
    String mantissa =
        unscaled.length() == 1
            ? unscaled
            : withoutTrailingZeros(unscaled.charAt(0) + "." + unscaled.substring(1));
    String sign = value < 0 ? String.valueOf(MINUS) : "";
    return sign + mantissa + "e" + (exponent < 0 ? MINUS + Integer.toString(-exponent) : exponent);
  }

  private static String nonFinite(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    return value > 0 ? "∞" : MINUS + "∞";
  }

  private static String withoutTrailingZeros(String text) {
    if (text.indexOf('.') < 0) {
      return text;
    }
    String shorter = text.replaceAll("0+$", "");
    return shorter.endsWith(".") ? shorter.substring(0, shorter.length() - 1) : shorter;
  }

  private static String grouped(String digits) {
    boolean negative = digits.startsWith("-");
    String unsigned = negative ? digits.substring(1) : digits;
    int point = unsigned.indexOf('.');
    int whole = point < 0 ? unsigned.length() : point;
    StringBuilder out = new StringBuilder();
    for (int index = 0; index < whole; index++) {
      // Four digits stay together, as the SI Brochure allows: 1234, but 12 345.
      if (index > 0 && whole > 4 && (whole - index) % 3 == 0) {
        out.append(GROUP);
      }
      out.append(unsigned.charAt(index));
    }
    out.append(unsigned, whole, unsigned.length());
    boolean zero = out.chars().allMatch(c -> c == '0' || c == '.');
    return negative && !zero ? MINUS + out.toString() : out.toString();
  }
}
