package dev.almanac.ingest.read.text;

import java.math.BigInteger;

/**
 * Reads decimal numbers as the nearest double, without making objects. Pure.
 *
 * <p>The algorithm of Eisel and Lemire (D. Lemire, "Number Parsing at a Gigabyte per Second",
 * Software: Practice and Experience 51(8), 2021, section 5): the decimal mantissa times a 128-bit
 * approximation of the power of five decides the double in nearly all cases, and it is known when
 * it does not. Those cases, rare exponents and mantissas of more than 19 digits are left to {@link
 * Double#parseDouble}, which costs some five times as much.
 */
public final class DecimalText {

  /** Is returned for a text that this class leaves to others; no number parses to this NaN. */
  public static final long UNDECIDED = 0x7ff8_0000_dead_beefL;

  /** Digits that fit into 64 bits without a sign. */
  private static final int MAX_DIGITS = 19;

  private static final int MIN_POWER = -60;
  private static final int MAX_POWER = 40;

  private static final int MANTISSA_BITS = 52;
  private static final int EXPONENT_BIAS = 1_023;
  private static final int INFINITE_POWER = 0x7ff;

  /** Powers of five, top 64 bits and next 64 bits of each, normalised. */
  private static final long[] POWERS = powers();

  private DecimalText() {}

  /** Returns the bits of the double that a text of digits, sign, point and exponent means. */
  public static long bits(byte[] text, int from, int to) {
    int position = from;
    boolean negative = false;
    if (position < to && (text[position] == '-' || text[position] == '+')) {
      negative = text[position] == '-';
      position++;
    }
    int start = position;
    long mantissa = 0;
    while (position < to && isDigit(text[position])) {
      mantissa = mantissa * 10 + (text[position] - '0');
      position++;
    }
    int digits = position - start;
    int afterPoint = 0;
    if (position < to && text[position] == '.') {
      int fraction = position + 1;
      position = fraction;
      while (position < to && isDigit(text[position])) {
        mantissa = mantissa * 10 + (text[position] - '0');
        position++;
      }
      afterPoint = position - fraction;
      digits += afterPoint;
    }
    if (digits == 0
        || digits > MAX_DIGITS && digits - leadingZeros(text, start, position) > MAX_DIGITS) {
      return UNDECIDED;
    }
    int power = -afterPoint;
    if (position < to) {
      int exponent = exponent(text, position, to);
      if (exponent == Integer.MIN_VALUE) {
        return UNDECIDED;
      }
      power += exponent;
    }
    long magnitude = mantissa == 0 ? 0 : nearest(mantissa, power);
    return magnitude == UNDECIDED ? UNDECIDED : magnitude | (negative ? Long.MIN_VALUE : 0);
  }

  private static boolean isDigit(byte each) {
    return each >= '0' && each <= '9';
  }

  /** Returns how many zeros there are before the first other digit. */
  private static int leadingZeros(byte[] text, int from, int to) {
    int zeros = 0;
    for (int position = from; position < to; position++) {
      if (text[position] == '0') {
        zeros++;
      } else if (text[position] != '.') {
        break;
      }
    }
    return zeros;
  }

  /** Returns the number behind an {@code e}; the least integer if there is none. */
  private static int exponent(byte[] text, int from, int to) {
    int position = from + 1;
    if (text[from] != 'e' && text[from] != 'E') {
      return Integer.MIN_VALUE;
    }
    boolean negative = false;
    if (position < to && (text[position] == '-' || text[position] == '+')) {
      negative = text[position] == '-';
      position++;
    }
    if (position == to || to - position > 4) {
      return Integer.MIN_VALUE;
    }
    int value = 0;
    for (; position < to; position++) {
      int digit = text[position] - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE;
      }
      value = value * 10 + digit;
    }
    return negative ? -value : value;
  }

  /** Returns the bits of the double nearest to {@code mantissa · 10^power}. */
  private static long nearest(long mantissa, int power) {
    if (power < MIN_POWER || power > MAX_POWER) {
      return UNDECIDED;
    }
    int leadingZeros = Long.numberOfLeadingZeros(mantissa);
    long scaled = mantissa << leadingZeros;
    int index = 2 * (power - MIN_POWER);
    long high = multiplyHigh(scaled, POWERS[index]);
    long low = scaled * POWERS[index];
    int dropped = Long.SIZE - MANTISSA_BITS - 3;
    long inexact = (1L << dropped) - 1;
    if ((high & inexact) == inexact) {
      long second = multiplyHigh(scaled, POWERS[index + 1]);
      low += second;
      high += Long.compareUnsigned(second, low) > 0 ? 1 : 0;
    }
    if (low == -1L && (power < -27 || power > 55)) {
      return UNDECIDED;
    }
    int topBit = (int) (high >>> 63);
    long rounded = high >>> (topBit + dropped);
    // Base-2 logarithm of 10 in 16 bits of fraction, see section 5.2 of the paper.
    int binary = ((217_706 * power) >> 16) + 63 + topBit - leadingZeros + EXPONENT_BIAS;
    if (binary <= 0) {
      return UNDECIDED;
    }
    boolean tie = Long.compareUnsigned(low, 1) <= 0 && power >= -4 && power <= 23;
    if (tie && (rounded & 3) == 1 && rounded << (topBit + dropped) == high) {
      rounded &= ~1L;
    }
    rounded = (rounded + (rounded & 1)) >>> 1;
    if (rounded >= 2L << MANTISSA_BITS) {
      rounded = 1L << MANTISSA_BITS;
      binary++;
    }
    return binary >= INFINITE_POWER
        ? UNDECIDED
        : (rounded & ~(1L << MANTISSA_BITS)) | ((long) binary << MANTISSA_BITS);
  }

  /** Returns the upper half of the product of two numbers without sign. */
  private static long multiplyHigh(long first, long second) {
    return Math.multiplyHigh(first, second) + ((first >> 63) & second) + ((second >> 63) & first);
  }

  /** Computes the table of section 5.1 of the paper. */
  private static long[] powers() {
    long[] table = new long[2 * (MAX_POWER - MIN_POWER + 1)];
    for (int power = MIN_POWER; power <= MAX_POWER; power++) {
      BigInteger bits = power < 0 ? reciprocal(-power) : BigInteger.valueOf(5).pow(power);
      int excess = bits.bitLength() - 128;
      BigInteger normal = excess > 0 ? bits.shiftRight(excess) : bits.shiftLeft(-excess);
      int index = 2 * (power - MIN_POWER);
      table[index] = normal.shiftRight(Long.SIZE).longValue();
      table[index + 1] = normal.longValue();
    }
    return table;
  }

  /** Returns {@code 5^-power} with at least 128 bits, rounded up. */
  private static BigInteger reciprocal(int power) {
    BigInteger divisor = BigInteger.valueOf(5).pow(power);
    int length = divisor.subtract(BigInteger.ONE).bitLength();
    int shift = power <= 27 ? length + 127 : 2 * length + 128;
    return BigInteger.ONE.shiftLeft(shift).divide(divisor).add(BigInteger.ONE);
  }
}
