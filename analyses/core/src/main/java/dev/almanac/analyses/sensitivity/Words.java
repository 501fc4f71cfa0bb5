package dev.almanac.analyses.sensitivity;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Write values as the cells of result tables: lower-case words, NULL for what is not known. */
final class Words {
  private Words() {}

  /** Return the word for an enum's constant. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Return a number, null for NaN. */
  static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /** Return a text, null if it is empty. */
  static @Nullable String known(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Return a count from 1, null for 0. */
  static @Nullable Integer counted(int value) {
    return value == 0 ? null : value;
  }
}
