package dev.almanac.ingest.read.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers as Python's {@code int()}, {@code float()} and {@code str()} spell them. Pure.
 *
 * <p>Differs from Java's parsers: {@code nan} and {@code inf} in any case, underscores between
 * digits, no suffixes, no hexadecimal. See "Numeric literals" and {@code float()} in the Python
 * reference.
 */
public final class NumberText {

  /** No number that a tracker writes is longer; keeps hostile input from costing time. */
  private static final int MAX_LENGTH = 400;

  private NumberText() {}

  /**
   * An integer and whether its text was one.
   *
   * @param value the integer, rounded toward zero
   * @param exact false if the text had a fraction that was cut off
   */
  public record Integer(long value, boolean exact) {}

  /**
   * Reads a plain decimal integer that fits into a long.
   *
   * @return the value of the plain decimal; {@code null} if the text is anything else
   */
  public static @Nullable Integer integer(byte[] text, int from, int to) {
    int position = from;
    boolean negative = false;
    if (position < to && (text[position] == '-' || text[position] == '+')) {
      negative = text[position] == '-';
      position++;
    }
    int digits = to - position;
    if (digits < 1 || digits > 18) {
      return decimalInteger(text, from, to);
    }
    long value = 0;
    for (; position < to; position++) {
      int digit = text[position] - '0';
      if (digit < 0 || digit > 9) {
        return decimalInteger(text, from, to);
      }
      value = value * 10 + digit;
    }
    return new Integer(negative ? -value : value, true);
  }

  /**
   * Reads a number as {@code float()} does.
   *
   * @return the number, or null if it is none
   */
  public static @Nullable Double real(byte[] text, int from, int to) {
    long bits = DecimalText.bits(text, from, to);
    return bits == DecimalText.UNDECIDED
        ? undecided(text, from, to)
        : (Double) Double.longBitsToDouble(bits);
  }

  private static @Nullable Double undecided(byte[] text, int from, int to) {
    String plain = plain(text, from, to);
    if (plain != null) {
      return isDecimal(plain) ? Double.valueOf(plain) : null;
    }
    return named(text, from, to);
  }

  private static @Nullable Double named(byte[] text, int from, int to) {
    if (to - from > "-infinity".length()) {
      return null;
    }
    String word = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "nan", "+nan", "-nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }

  private static @Nullable Integer decimalInteger(byte[] text, int from, int to) {
    String plain = plain(text, from, to);
    if (plain == null || !isDecimal(plain)) {
      return null;
    }
    BigDecimal decimal = new BigDecimal(plain);
    if (decimal.precision() - decimal.scale() > 20) {
      return null;
    }
    BigDecimal whole =
        decimal.scale() > MAX_LENGTH ? BigDecimal.ZERO : decimal.setScale(0, RoundingMode.DOWN);
    if (whole.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
        || whole.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) < 0) {
      return null;
    }
    return new Integer(whole.longValueExact(), whole.compareTo(decimal) == 0);
  }

  /** Returns the text without underscores if it consists of number characters only, else null. */
  private static @Nullable String plain(byte[] text, int from, int to) {
    if (to <= from || to - from > MAX_LENGTH) {
      return null;
    }
    boolean underscores = false;
    for (int i = from; i < to; i++) {
      byte each = text[i];
      boolean digit = each >= '0' && each <= '9';
      if (each == '_') {
        if (i == from || i == to - 1 || !isDigit(text[i - 1]) || !isDigit(text[i + 1])) {
          return null;
        }
        underscores = true;
      } else if (!digit
          && each != '.'
          && each != '-'
          && each != '+'
          && each != 'e'
          && each != 'E') {
        return null;
      }
    }
    String plain = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    return underscores ? plain.replace("_", "") : plain;
  }

  /** Tells whether a text of number characters is one number: sign, digits, fraction, exponent. */
  private static boolean isDecimal(String plain) {
    int position = skipSign(plain, 0);
    int whole = skipDigits(plain, position);
    int digits = whole - position;
    position = whole;
    if (position < plain.length() && plain.charAt(position) == '.') {
      int fraction = skipDigits(plain, position + 1);
      digits += fraction - position - 1;
      position = fraction;
    }
    if (digits == 0) {
      return false;
    }
    if (position == plain.length()) {
      return true;
    }
    if (plain.charAt(position) != 'e' && plain.charAt(position) != 'E') {
      return false;
    }
    int exponent = skipSign(plain, position + 1);
    int end = skipDigits(plain, exponent);
    return end == plain.length() && end > exponent && end - exponent <= 6;
  }

  private static int skipSign(String plain, int position) {
    boolean sign =
        position < plain.length()
            && (plain.charAt(position) == '-' || plain.charAt(position) == '+');
    return sign ? position + 1 : position;
  }

  private static int skipDigits(String plain, int from) {
    int position = from;
    while (position < plain.length()
        && plain.charAt(position) >= '0'
        && plain.charAt(position) <= '9') {
      position++;
    }
    return position;
  }

  private static boolean isDigit(byte each) {
    return each >= '0' && each <= '9';
  }
}
